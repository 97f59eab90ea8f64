import CForeframeMotion
import RealModule

/// A Gaussian kernel, cut off and scaled so that its sum is 1.
package struct Gaussian {
  /// `2 * radius + 1` weights.
  let weights: [Float]
  let radius: Int

  /// - Parameters:
  ///   - sigma: in pixels, more than 0.
  ///   - reach: where the kernel ends, in sigmas.
  package init(sigma: Double, reach: Double = 3) {
    radius = Int((reach * sigma).rounded(.up))
    let raw = (-radius...radius).map { Double.exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    let sum = raw.reduce(0, +)
    weights = raw.map { Float($0 / sum) }
  }

  /// The plane, convolved.
  package func blurred(_ plane: Plane, border: Border) -> Plane {
    let (height, width) = (plane.height, plane.width)
    return Plane(height: height, width: width) { result in
      plane.values.withUnsafeBufferPointer { source in
        Stripes.run(
          height, cost: 2 * width * weights.count,
          scratch: fm_blur_scratch(Int32(width), Int32(radius))
        ) {
          fm_blur(
            source.baseAddress, result, Int32(width), Int32(height), Int32($0.lowerBound),
            Int32($0.upperBound), weights, Int32(radius), border.code, $1)
        }
      }
    }
  }
}

extension Plane {
  /// Blurred by a Gaussian, with zero outside of the plane.
  ///
  /// Wide kernels run on a copy that is reduced by a whole factor, so that the time does not grow with
  /// sigma: by 2 from sigma 8 on, by 4 from 16 on, where the plane is large enough.
  public func blurred(sigma: Double) -> Plane {
    let factor = Int(sigma) / 4
    guard factor >= 2, min(height, width) >= 16 * factor else {
      return Gaussian(sigma: sigma).blurred(self, border: .zero)
    }
    let small = reduced(
      height: (height + factor - 1) / factor, width: (width + factor - 1) / factor)
    return Gaussian(sigma: sigma / Double(factor)).blurred(small, border: .zero)
      .resized(height: height, width: width)
  }
}

extension Gaussian {
  /// Burt and Adelson's kernel for pyramids, (1, 4, 6, 4, 1) / 16.
  static let binomial = Gaussian(weights: [1, 4, 6, 4, 1].map { $0 / 16 })

  private init(weights: [Float]) {
    self.weights = weights
    radius = weights.count / 2
  }
}
