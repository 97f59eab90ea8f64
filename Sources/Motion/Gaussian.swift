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

  /// Adds a weighted sum of two planes, convolved with zero outside and times `gain`, to `sum`.
  func add(_ mixture: PlaneMixture, times gain: Plane, to sum: inout Plane) {
    let (height, width) = (sum.height, sum.width)
    sum.withRows(cost: 2 * width * weights.count, scratch: scratch(width)) { sum, rows, scratch in
      mixture.withKernel {
        fm_add_blurred(
          $0, gain.values, sum, Int32(width), Int32(height), Int32(rows.lowerBound),
          Int32(rows.upperBound), weights, Int32(radius), scratch)
      }
    }
  }

  private func scratch(_ width: Int) -> Int { fm_blur_scratch(Int32(width), Int32(radius)) }

  /// The plane, convolved.
  package func blurred(_ plane: Plane, border: Border) -> Plane {
    let (height, width) = (plane.height, plane.width)
    return Plane(height: height, width: width) { result in
      plane.values.withUnsafeBufferPointer { source in
        Stripes.run(height, cost: 2 * width * weights.count, scratch: scratch(width)) {
          fm_blur(
            source.baseAddress, result, Int32(width), Int32(height), Int32($0.lowerBound),
            Int32($0.upperBound), weights, Int32(radius), border.code, $1)
        }
      }
    }
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
