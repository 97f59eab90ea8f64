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
    Array(LeadDisplacements(of: field, decay: decay).prefix(leads))
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
