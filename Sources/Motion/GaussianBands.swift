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
  /// The Gaussians, in pixels of the mask.
  private let sigmas: [Double]
  private let gains: [Plane]

  /// - Parameters:
  ///   - mask: 1 or 0.
  ///   - reduction: pixels of the whole image for one of the mask; the finest bands are lost.
  package init(mask: Plane, reduction: Double = 1) {
    self.mask = mask
    sigmas = Self.sigmas.filter { $0 >= reduction }.map { $0 / reduction }
    gains = sigmas.map { mask.blurred(sigma: $0).zipped(with: mask) { $1 / max($0, 1e-3) } }
  }

  /// Bands that are left.
  package var count: Int { sigmas.count + 1 }

  /// An image and what each Gaussian keeps of it. Bands are differences of neighbours among these.
  ///
  /// - Parameter image: zero outside of the mask.
  package func levels(_ image: Plane) -> [Plane] {
    [image] + (0..<gains.count).map { level(image, $0) }
  }

  /// What a Gaussian keeps of an image.
  func level(_ image: Plane, _ index: Int) -> Plane {
    image.blurred(sigma: sigmas[index]).zipped(with: gains[index], *)
  }

  /// The weights of the levels in a sum of bands.
  ///
  /// - Parameter bands: the weight of each band that an image which is not reduced has.
  package func weights(bands: [Double]) -> [Double] {
    let left = bands.suffix(count)
    return zip(left, [0] + left).map { $0 - $1 }
  }
}
