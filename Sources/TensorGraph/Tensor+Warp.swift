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

  /// The gradient by the displacement of the weighted sum Σ y · W(x): [N, H, W, 2 L].
  ///
  /// - Parameter weighing: y [N, H, W, L C].
  func warpSlopes(
    by displacement: Tensor, border: WarpBorder, weights: WarpWeights, weighing y: Tensor
  ) -> Tensor {
    let (n, height, width, channels) = (shape[0], shape[1], shape[2], shape[3])
    let fields = displacement.shape[3] / 2
    func along(_ derivative: WarpWeights?) -> Tensor {
      guard let derivative else { return filled(0, [n, height, width, fields, 1]) }
      let slope = warped(by: displacement, border: border, weights: derivative)
      return (y * slope).reshaped([n, height, width, fields, channels]).sum([4])
    }
    return concat([along(weights.alongX), along(weights.alongY)], axis: 4)
      .reshaped(displacement.shape)
  }
}
