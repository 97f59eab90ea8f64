import ForeframeTensorGraph

/// How a convolution, its adjoint, a filter gradient or a matrix product is computed.
enum ProductChoice {
  /// An item of a convolution sweeps at most so many pixels; nil: as planned.
  case direct(mostPixels: Int?)
  case winograd(WinogradChoice)
  /// Directly, with operands rounded to bf16.
  case bf16
  /// Directly by the kernels for GPUs; nil: cut as planned.
  case tiled(GPUTiling?)
  /// Directly by the kernels for GPUs, with matrix instructions over rounded words.
  case words

  /// Measured choices are of float32: bf16 is chosen before they count.
  init(_ graph: Graph, _ id: Int, _ compileTarget: CompileTarget) {
    let shape = ConvolutionShape(graph, id)
    let measured = shape.flatMap { compileTarget.measured($0) }
    if Self.takesBF16(graph, id, shape, compileTarget) {
      self = .bf16
    } else if let shape, let winograd = WinogradChoice(shape, compileTarget, measured: measured) {
      self = .winograd(winograd)
    } else if compileTarget.usesWords {
      self = .words
    } else {
      switch compileTarget.family {
      case .processor: self = .direct(mostPixels: measured?.mostPixels)
      case .gpu: self = .tiled(measured?.gpuTiling)
      }
    }
  }

  /// By cost, against what the cost rule of float32 would take. Kernels for GPUs have one way for
  /// all products: `CompileTarget.precision`.
  private static func takesBF16(
    _ graph: Graph, _ id: Int, _ shape: ConvolutionShape?, _ compileTarget: CompileTarget
  ) -> Bool {
    guard compileTarget.family == .processor, compileTarget.bf16 != .never,
      let product = ProductSize(graph, id)
    else { return false }
    if compileTarget.bf16 == .always { return true }
    let winograd = shape.flatMap { WinogradChoice($0, compileTarget, measured: nil) }
    if winograd != nil && compileTarget.winograd == .always { return false }
    return product.bf16Cost(compileTarget) < winograd?.cost ?? product.directCost(compileTarget)
  }

  /// How weights are packed for it.
  var packing: PackKey.Form {
    switch self {
    case .direct, .tiled, .words: .plain
    case .winograd: .transformed
    case .bf16: .pairs
    }
  }

  var isBF16: Bool {
    if case .bf16 = self { true } else { false }
  }

  var isWords: Bool {
    if case .words = self { true } else { false }
  }

  /// The measured bound on the pixels of an item, if there is one.
  var mostPixels: Int? {
    if case .direct(let pixels) = self { pixels } else { nil }
  }

  /// The measured cut of a product for GPUs, if there is one.
  var gpuTiling: GPUTiling? {
    if case .tiled(let cut) = self { cut } else { nil }
  }

  /// The name of a launch, with its precision if that is not the usual one.
  func label(_ name: String) -> String { isBF16 ? Precision.bf16.label(name) : name }

  /// Whether such a launch reads channels from several places, because it rewrites them first.
  static func readsParts(_ graph: Graph, _ id: Int, _ compileTarget: CompileTarget) -> Bool {
    switch graph.nodes[id].op {
    case .convolution, .transposedConvolution, .filterGradient:
      switch ProductChoice(graph, id, compileTarget) {
      case .direct, .tiled: false
      case .winograd, .bf16, .words: true
      }
    case .parameter, .input, .constant, .literal, .pointwise, .reduce, .matmul, .reshape,
      .barrier, .permute, .broadcast, .slice, .concat, .gather, .scatterAdd, .warp, .transposedWarp,
      .displacementGradient,
      .random:
      false
    }
  }
}
