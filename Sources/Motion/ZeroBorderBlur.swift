/// A Gaussian of planes of one size, with zero outside of them.
///
/// Wide kernels run on a copy that is reduced by a whole factor, so that the time does not grow with
/// sigma: by 2 from sigma 8 on, by 4 from 16 on, where the plane is large enough.
struct ZeroBorderBlur: Sendable {
  private let gaussian: Gaussian
  private let height: Int
  private let width: Int
  private let factor: Int

  init(sigma: Double, height: Int, width: Int) {
    let factor = max(1, Int(sigma) / 4)
    self.factor = min(height, width) >= 16 * factor ? factor : 1
    gaussian = Gaussian(sigma: sigma / Double(self.factor))
    (self.height, self.width) = (height, width)
  }

  /// What the kernel runs on.
  private func reduced(_ plane: Plane) -> Plane {
    factor == 1
      ? plane
      : plane.reduced(
        height: (height + factor - 1) / factor, width: (width + factor - 1) / factor)
  }

  /// A plane, blurred.
  func blurred(_ plane: Plane) -> Plane {
    let small = gaussian.blurred(reduced(plane), border: .zero)
    return factor == 1 ? small : small.resized(height: height, width: width)
  }

  /// Adds a weighted sum of two planes, blurred and times `gain`, to `sum`.
  func add(_ mixture: PlaneMixture, times gain: Plane, to sum: inout Plane) {
    if factor == 1 { return gaussian.add(mixture, times: gain, to: &sum) }
    var small = mixture
    (small.first, small.second) = (reduced(mixture.first), reduced(mixture.second))
    gaussian.blurred(small.plane, border: .zero).addResized(times: gain, to: &sum)
  }
}

extension Plane {
  /// Blurred by a Gaussian, with zero outside of the plane.
  public func blurred(sigma: Double) -> Plane {
    ZeroBorderBlur(sigma: sigma, height: height, width: width).blurred(self)
  }
}
