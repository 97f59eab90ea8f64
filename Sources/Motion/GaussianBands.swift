/// Bands of size in an image: what one Gaussian keeps and the next loses.
///
/// Under a mask each Gaussian is normalised by the mask's own (normalised convolution; Knutsson and
/// Westin, CVPR 1993). The bands sum up to the image.
package struct GaussianBands: Sendable {
  /// In pixels of the whole image, each twice the one before.
  private static let sigmas = [1.0, 2, 4, 8, 16]
  /// Bands of an image that is not reduced: one more than Gaussians.
  static let all = sigmas.count + 1

  let mask: Plane
  /// Pixels of the whole image for one of the mask, along a side.
  let reduction: Double
  private let blurs: [ZeroBorderBlur]
  private let gains: [Plane]

  /// - Parameters:
  ///   - mask: 1 or 0.
  ///   - reduction: pixels of the whole image for one of the mask; the finest bands are lost.
  package init(mask: Plane, reduction: Double = 1) {
    self.mask = mask
    self.reduction = reduction
    blurs = Self.sigmas.filter { $0 >= reduction }.map {
      ZeroBorderBlur(sigma: $0 / reduction, height: mask.height, width: mask.width)
    }
    gains = blurs.map { $0.blurred(mask).zipped(with: mask) { $1 / max($0, 1e-3) } }
  }

  /// Bands that are left.
  package var count: Int { blurs.count + 1 }

  /// An image and what each Gaussian keeps of it. Bands are differences of neighbours among these.
  ///
  /// - Parameter image: zero outside of the mask.
  package func levels(_ image: Plane) -> [Plane] {
    [image] + zip(blurs, gains).map { $0.blurred(image).zipped(with: $1, *) }
  }

  /// The weights of the levels in a sum of bands.
  ///
  /// - Parameter bands: the weight of each band that an image which is not reduced has.
  package func weights(bands: [Double]) -> [Double] {
    let left = bands.suffix(count)
    return zip(left, [0] + left).map { $0 - $1 }
  }

  /// The sum of the levels of two images, each with its weights.
  func sum(
    of first: Plane, _ weights: [Double], and second: Plane, _ secondWeights: [Double]
  ) -> Plane {
    func mixture(_ level: Int) -> PlaneMixture {
      PlaneMixture(
        first: first, second: second, factor: Float(weights[level]),
        secondFactor: Float(secondWeights[level]))
    }
    /// Values are 0...255: what weighs less would not be seen.
    func isSeen(_ level: Int) -> Bool {
      max(abs(weights[level]), abs(secondWeights[level])) > 1e-5
    }
    var sum =
      isSeen(0) ? mixture(0).plane : Plane(height: first.height, width: first.width)
    for (index, blur) in blurs.enumerated() where isSeen(index + 1) {
      blur.add(mixture(index + 1), times: gains[index], to: &sum)
    }
    return sum
  }
}
