import CForeframeKernels

extension Kernel {
  /// How a product takes its operands; nil for a kernel that is none, and for Winograd's products, which
  /// are always of float32.
  var productPrecision: Precision? {
    switch self {
    case .convolution, .narrowConvolution, .filterGradient: .fp32
    case .convolutionBF16, .narrowConvolutionBF16, .filterGradientBF16: .bf16
    case .gpu(let kernel): kernel.productPrecision
    case .packPairs, .roundChannels, .roundImages, .winograd, .winogradFilter, .winogradCorrelate,
      .winogradCollect, .pack, .reduce, .gather, .sortRows, .scatterAdd, .warp, .transposedWarp,
      .displacementGradient,
      .random, .pointwise:
      nil
    }
  }

  /// Whether it multiplies by Winograd's algorithm, or transforms inputs for that.
  var isWinogradProduct: Bool {
    switch self {
    case .winograd, .winogradCorrelate: true
    case .gpu(let kernel): kernel.transformsInputs
    case .convolution, .narrowConvolution, .filterGradient, .convolutionBF16,
      .narrowConvolutionBF16, .filterGradientBF16, .packPairs, .roundChannels, .roundImages,
      .winogradFilter, .winogradCollect, .pack, .reduce, .gather, .sortRows, .scatterAdd, .warp,
      .transposedWarp, .displacementGradient, .random,
      .pointwise:
      false
    }
  }
}

extension GPUKernel {
  /// How a product rounds its operands; nil for a kernel that is none.
  var productPrecision: Precision? { product.map { Precision(matrixDepth: $0.matrixDepth) } }

  /// The tile of a product and the parts of its sum; nil for a kernel that is none.
  var productTiling: GPUTiling? {
    product.map { GPUTiling(tile: GPUTile(side: $0.tile), splits: $0.splits) }
  }

  /// Whether it brings images to the points of Winograd's algorithm.
  var transformsInputs: Bool {
    switch self {
    case .winogradInput: true
    case .convolution, .convolutionThen, .filterGradient, .sum, .sumThen, .pack, .packWords, .round,
      .winogradFilter,
      .winogradSpread, .winogradOutput, .winogradOutputThen, .winogradCollect, .reduce, .gather,
      .sortBlocks, .sortMerge, .scatterAdd, .warp, .warpBlocks, .transposedWarp,
      .displacementGradient, .random:
      false
    }
  }

  private var product: (matrixDepth: Int64, tile: Int64, splits: Int)? {
    switch self {
    case .convolution(let p), .convolutionThen(let p, _): (p.matrix_depth, p.tile, Int(p.parts))
    case .filterGradient(let p): (p.matrix_depth, p.tile, Int(p.parts))
    case .sum, .sumThen, .pack, .packWords, .round, .winogradFilter, .winogradInput,
      .winogradSpread, .winogradOutput,
      .winogradOutputThen, .winogradCollect, .reduce, .gather, .sortBlocks, .sortMerge,
      .scatterAdd, .warp, .warpBlocks, .transposedWarp, .displacementGradient, .random:
      nil
    }
  }
}
