/// Splits an image into bands of size: what one Gaussian keeps and the next loses.
///
/// Under a mask each Gaussian is normalised by the mask's own (normalised convolution; Knutsson and
/// Westin, CVPR 1993). The bands sum up to the image.
package struct GaussianBands {
  static let sigmas = [1.0, 2, 4, 8, 16]
  /// Bands: one more than Gaussians.
  static var count: Int { sigmas.count + 1 }

  let mask: Plane
  private let shares: [Plane]

  package init(mask: Plane) {
    self.mask = mask
    shares = Self.sigmas.map { mask.blurred(sigma: $0).map { max($0, 1e-3) } }
  }

  /// The bands of an image, the finest first; zero outside of the mask.
  package func split(_ image: Plane) -> [Plane] {
    let seen = image.zipped(with: mask, *)
    var bands: [Plane] = []
    var finer = seen
    for (sigma, share) in zip(Self.sigmas, shares) {
      let blurred = seen.blurred(sigma: sigma)
      let coarser = Plane(height: mask.height, width: mask.width) { result in
        for i in blurred.values.indices {
          result[i] = blurred.values[i] / share.values[i] * mask.values[i]
        }
      }
      bands.append(finer.zipped(with: coarser, -))
      finer = coarser
    }
    return bands + [finer]
  }
}
