import CForeframeMotion

/// Carries frames along a field of motion (semi-Lagrangian advection).
///
/// The displacement is accumulated over the leads, and a frame is interpolated once for each lead, so that
/// it is not blurred again at each.
package enum Advection {
  /// The displacement D of each lead from 1 on: forecast(p) = last(p + D).
  ///
  /// - Parameter decay: what motion is multiplied by from one lead to the next; 1: steady motion.
  package static func displacements(
    of field: DisplacementField, leads: Int, decay: Float = 1
  ) -> [DisplacementField] {
    let (height, width) = (field.height, field.width)
    var displacement = DisplacementField(height: height, width: width)
    var factor: Float = 1
    return (0..<leads).map { _ in
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
      factor *= decay
      return displacement
    }
  }
}

extension Plane {
  /// The plane at p + D(p), bilinear; `border` is zero or the nearest pixel.
  package func warped(by displacement: DisplacementField, border: Border) -> Plane {
    Plane(height: height, width: width) { result in
      Stripes.run(height, cost: 12 * width) {
        fm_warp(
          values, displacement.x.values, displacement.y.values, result, Int32(width),
          Int32(height), Int32($0.lowerBound), Int32($0.upperBound), border.code)
      }
    }
  }
}
