import CForeframeMotion
import RealModule

/// Frames of a sequence, moved to a later time by one field, as seen from the frame `last`.
///
/// Nothing here sees a frame after `last`.
struct MovedFrames {
  private let movable: MovableFrames
  let last: Int
  private let inflow: Inflow
  /// The mean of the inputs.
  private let climate: Plane
  /// The mean of the last of them, over all pixels.
  let level: Float

  /// The last frame as it is.
  var lastFrame: Plane { movable.frame(last) }

  /// - Parameters:
  ///   - inputs: the indices of the sound ones, the last frame at the end.
  init(_ movable: MovableFrames, inputs: [Int], inflow: Inflow) {
    self.movable = movable
    last = inputs.last ?? 0
    self.inflow = inflow
    level = movable.level(inputs)
    climate = movable.mean(inputs)
  }

  /// Puts a displacement, which may have fewer pixels than frames, in place of another one's for each pixel;
  /// nil where nothing moves.
  func put(_ field: DisplacementField?, in displacement: inout DisplacementField?) {
    guard let field, var larger = displacement, field.width < larger.width else {
      displacement = field?.scaled(height: climate.height, width: climate.width)
      return
    }
    // So that the memory is not shared.
    displacement = nil
    field.enlarge(to: &larger)
    displacement = larger
  }

  /// Frame `source` less `level`, moved; zero where it is not observed.
  func moved(_ source: Int, by displacement: DisplacementField?, level: Float = 0) -> Plane {
    Plane(height: climate.height, width: climate.width) {
      move(source, by: displacement, level: level, to: $0)
    }
  }

  /// The same in place of another plane.
  func move(
    _ source: Int, by displacement: DisplacementField?, level: Float, to plane: inout Plane
  ) {
    plane.values.withUnsafeMutableBufferPointer {
      if let start = $0.baseAddress { move(source, by: displacement, level: level, to: start) }
    }
  }

  private func move(
    _ source: Int, by displacement: DisplacementField?, level: Float,
    to result: UnsafeMutablePointer<Float>
  ) {
    let (height, width) = (climate.height, climate.width)
    guard let displacement else {
      let (frame, mask) = (movable.frame(source), movable.mask)
      for i in 0..<frame.count { result[i] = (frame.values[i] - level) * mask.values[i] }
      return
    }
    let (source, isComplete) = (movable.source(source), movable.isComplete)
    source.frame.values.withUnsafeBufferPointer { frame in
      source.edge.values.withUnsafeBufferPointer { edge in
        movable.mask.values.withUnsafeBufferPointer { mask in
          climate.values.withUnsafeBufferPointer { climate in
            let still =
              switch inflow {
              case .softEdge: nil as UnsafePointer<Float>?
              case .halfMean: climate.baseAddress
              }
            var movable = fm_movable(
              frame: frame.baseAddress, mask: isComplete ? nil : mask.baseAddress,
              edge: edge.baseAddress, still: still, level: level)
            nonisolated(unsafe) let result = result
            Stripes.run(height, cost: 20 * width) {
              fm_move(
                &movable, displacement.x.values, displacement.y.values, result, Int32(width),
                Int32(height), Int32($0.lowerBound), Int32($0.upperBound))
            }
          }
        }
      }
    }
  }

  /// Leads after which the last frame counts for e^-1 where pixels are not always observed.
  private static let memory: Float = 4

  /// A forecast of a lead, and outside of the mask, where nothing is known to move, the last frame, which
  /// gives way to the mean of the inputs.
  func completed(_ plane: Plane, lead: Int) -> Plane {
    if movable.isComplete { return plane }
    let share = Float.exp(-Float(lead) / Self.memory)
    let rest = climate.zipped(with: lastFrame) { $0 + share * ($1 - $0) }
    return plane.replaced(by: rest, where: movable.mask)
  }
}

extension Plane {
  /// This plane where `mask` is not 0, the other where it is.
  fileprivate func replaced(by other: Plane, where mask: Plane) -> Plane {
    Plane(height: height, width: width) { result in
      Stripes.run(height, cost: 4 * width) { rows in
        for i in rows.lowerBound * width..<rows.upperBound * width {
          result[i] = mask.values[i] > 0 ? values[i] : other.values[i]
        }
      }
    }
  }
}
