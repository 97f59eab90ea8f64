import CForeframeMotion

/// The displacement D of each lead from 1 on, one after the other and without end: forecast(p) = last(p + D).
/// Only the last one is held, however long a forecast is.
package struct LeadDisplacements: Sequence, IteratorProtocol {
  private let field: DisplacementField
  private let decay: Float
  private var displacement: DisplacementField
  private var factor: Float = 1

  /// - Parameter decay: what motion is multiplied by from one lead to the next; 1: steady motion.
  package init(of field: DisplacementField, decay: Float = 1) {
    self.field = field
    self.decay = decay
    displacement = DisplacementField(height: field.height, width: field.width)
  }

  package mutating func next() -> DisplacementField? {
    let (height, width, factor) = (field.height, field.width, factor)
    displacement.x.values.withUnsafeMutableBufferPointer { dx in
      displacement.y.values.withUnsafeMutableBufferPointer { dy in
        nonisolated(unsafe) let (dx, dy) = (dx.baseAddress, dy.baseAddress)
        Stripes.run(height, cost: 40 * width) {
          fm_advect(
            field.x.values, field.y.values, dx, dy, Int32(width), Int32(height),
            Int32($0.lowerBound), Int32($0.upperBound), factor)
        }
      }
    }
    self.factor *= decay
    return displacement
  }
}
