extension Tensor {
  /// These images [N, H, W, C], each moved by L fields of displacements [N, H, W, 2 L] in one launch.
  ///
  ///     y(c, p) = Σ w_ij x(c, ⌊q⌋ + (i, j)),   q = p + d(p),   i, j in {0, 1}
  ///
  /// Displacements are in pixels and lead backward: the pixel at p shows what was at q. A whole number is
  /// the centre of a pixel. Field l has its x in channel 2 l and its y in channel 2 l + 1, x to the right and
  /// y down, and fills channels l C ..< (l + 1) C of the result [N, H, W, L C]. So a convolution can make the
  /// fields, and another one can read all moved images, without a copy between them.
  ///
  /// Displacements may be as large as they like. An infinite one is far outside; one that is not a number
  /// makes the pixel not a number, so that a training run that diverges is seen to. The derivative by the
  /// displacement is that inside of the cell to the right and below, at whole numbers too; it is zero where
  /// all four pixels are outside.
  ///
  /// Source: Jaderberg et al., "Spatial transformer networks", 2015, equations 5 to 7; several fields: Shi et
  /// al., "Deep learning for precipitation nowcasting: a benchmark and a new model", 2017, equation 4.
  ///
  /// - Parameters:
  ///   - displacement: L fields [N, H, W, 2 L] on the grid of the images.
  ///   - border: what is read outside of the image.
  ///   - weights: those of the four pixels; anything but interpolation is a derivative of it.
  public func warped(
    by displacement: Tensor, border: WarpBorder, weights: WarpWeights = .interpolation
  ) -> Tensor {
    let d = displacement.shape
    precondition(
      shape.rank == 4 && d.rank == 4 && shape.sizes.prefix(3) == d.sizes.prefix(3)
        && d[3] > 0 && d[3] % 2 == 0,
      "warp: \(shape) by \(d), which should be [N, H, W, 2 x fields]")
    let result: Shape = [shape[0], shape[1], shape[2], d[3] / 2 * shape[3]]
    if constantValue == 0 { return filled(0, result) }
    return apply(.warp(border, weights), [displacement], shape: result)
  }

  /// The adjoint of ``warped(by:border:weights:)`` in the images: [N, H, W, L C] -> [N, H, W, C].
  ///
  /// Every pixel hands its value on to the pixels that the warp reads for it, with the same weights:
  /// ⟨W x, y⟩ = ⟨x, Wᵀ y⟩. A displacement that is not a number hands on nothing.
  ///
  /// - Parameters:
  ///   - displacement: L fields [N, H, W, 2 L], as in the warp.
  ///   - border: what the warp reads outside of the image.
  ///   - weights: those of the warp.
  public func transposeWarped(
    by displacement: Tensor, border: WarpBorder, weights: WarpWeights = .interpolation
  ) -> Tensor {
    let d = displacement.shape
    precondition(
      shape.rank == 4 && d.rank == 4 && shape.sizes.prefix(3) == d.sizes.prefix(3)
        && d[3] > 0 && d[3] % 2 == 0 && shape[3] % (d[3] / 2) == 0,
      "transposed warp: \(shape) by \(d), which should be [N, H, W, 2 x fields]")
    let result: Shape = [shape[0], shape[1], shape[2], shape[3] / (d[3] / 2)]
    if constantValue == 0 { return filled(0, result) }
    return apply(.transposedWarp(border, weights), [displacement], shape: result)
  }

  /// These images [N, H, W, C] moved where they were observed: W(m x) / W(m).
  ///
  /// A mask is no other operation: `m x` and `m` are moved by one launch, as C + 1 channels.
  ///
  /// - Parameters:
  ///   - displacement: L fields [N, H, W, 2 L], as in ``warped(by:border:weights:)``.
  ///   - border: what is read outside of the image; with `zeros` nothing outside counts as observed.
  ///   - mask: m [N, H, W, 1]: 1 where a pixel was observed, 0 where it was not. The images need numbers
  ///     there, too, since `0 * .nan` is no zero.
  ///   - least: what W(m) is divided by at least, so that nothing observed gives zeros and no poles.
  /// - Returns: the moved values [N, H, W, L C], and how much of each was observed, W(m) in 0...1
  ///   [N, H, W, L]. Where little was, the values say little: forecasts use them above 0.5.
  public func warped(
    by displacement: Tensor, border: WarpBorder, mask: Tensor, least: Float = 1e-3
  ) -> (values: Tensor, coverage: Tensor) {
    let (s, fields, channels) = (shape, displacement.shape[3] / 2, shape[3])
    precondition(mask.shape == [s[0], s[1], s[2], 1], "warp: a mask \(mask.shape) for \(s)")
    let moved = concat([self * mask, mask], axis: 3).warped(by: displacement, border: border)
      .reshaped([s[0], s[1], s[2], fields, channels + 1])
    let coverage = moved.slice(axis: 4, start: channels, count: 1)
    let values =
      moved.slice(axis: 4, start: 0, count: channels)
      / ForeframeTensorGraph.maximum(coverage, coverage.splat(least))
    return (
      values.reshaped([s[0], s[1], s[2], fields * channels]),
      coverage.reshaped([s[0], s[1], s[2], fields])
    )
  }

  /// The gradient by the displacement of the sum Σ y · W(x), where these images are x [N, H, W, C]:
  /// [N, H, W, 2 L].
  ///
  /// - Parameters:
  ///   - y: what moved images are weighed with, their gradient as a rule [N, H, W, L C].
  ///   - displacement: L fields [N, H, W, 2 L], as in the warp.
  ///   - border: what the warp reads outside of the image.
  ///   - weights: those of the warp.
  public func displacementGradient(
    _ y: Tensor, by displacement: Tensor, border: WarpBorder,
    weights: WarpWeights = .interpolation
  ) -> Tensor {
    let d = displacement.shape
    precondition(
      shape.rank == 4 && d.rank == 4 && shape.sizes.prefix(3) == d.sizes.prefix(3)
        && d[3] > 0 && d[3] % 2 == 0 && y.shape == [d[0], d[1], d[2], d[3] / 2 * shape[3]],
      "displacement gradient: \(shape) by \(d), which should be [N, H, W, 2 x fields], and \(y.shape)"
    )
    if constantValue == 0 || y.constantValue == 0 || !weights.hasDerivative { return filled(0, d) }
    return apply(.displacementGradient(border, weights), [displacement, y], shape: d)
  }

  /// A number for each field [N, H, W, L] times the channels of that field [N, H, W, L C].
  private func times(_ factors: Tensor) -> Tensor {
    let (s, fields) = (shape, factors.shape[3])
    return (reshaped([s[0], s[1], s[2], fields, s[3] / fields]) * factors.expanded(4)).reshaped(s)
  }

  /// What a displacement gradient of these images passes on to images, displacement and y, given its own
  /// gradient d: Σ d · displacementGradient = Σ_a Σ (d_a y) · W_a(x), where a is x and y.
  func gradientsOfDisplacementGradient(
    _ y: Tensor, by displacement: Tensor, border: WarpBorder, weights: WarpWeights, _ d: Tensor
  ) -> [(images: Tensor, displacement: Tensor, y: Tensor)] {
    let (s, fields) = (d.shape, d.shape[3] / 2)
    let pairs = d.reshaped([s[0], s[1], s[2], fields, 2])
    return [weights.alongX, weights.alongY].enumerated().compactMap { axis, derivative in
      guard let derivative else { return nil }
      let factors = pairs.slice(axis: 4, start: axis, count: 1).squeezed(4)
      let weighed = y.times(factors)
      return (
        weighed.transposeWarped(by: displacement, border: border, weights: derivative),
        displacementGradient(weighed, by: displacement, border: border, weights: derivative),
        warped(by: displacement, border: border, weights: derivative).times(factors)
      )
    }
  }
}
