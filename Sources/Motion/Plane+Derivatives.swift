import CForeframeMotion

extension Plane {
  /// Derivatives along x and y by a 3x3 operator, not divided by its gain of 2 (2 side + centre);
  /// mirrored at the border.
  private func derivatives(side: Float, centre: Float) -> (x: Plane, y: Plane) {
    var along = Plane(height: height, width: width)
    let across = Plane(height: height, width: width) { across in
      along.values.withUnsafeMutableBufferPointer { along in
        nonisolated(unsafe) let along = along.baseAddress
        Stripes.run(height, cost: 12 * width) {
          fm_derivatives(
            values, along, across, Int32(width), Int32(height), Int32($0.lowerBound),
            Int32($0.upperBound), side, centre)
        }
      }
    }
    return (along, across)
  }

  /// By the Sobel operator: 8 times the derivative for each pixel.
  func sobelDerivatives() -> (x: Plane, y: Plane) { derivatives(side: 1, centre: 2) }

  /// By the Scharr operator, for each pixel.
  func scharrDerivatives() -> (x: Plane, y: Plane) {
    derivatives(side: 3 / 32, centre: 10 / 32)
  }
}
