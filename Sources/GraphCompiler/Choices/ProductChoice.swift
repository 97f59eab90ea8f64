import ForeframeTensorGraph

/// How a convolution, its adjoint, a filter gradient or a matrix product is computed.
enum ProductChoice {
  /// An item of a convolution sweeps at most so many pixels; nil: as planned.
  case direct(mostPixels: Int?)
  case winograd(WinogradChoice)
  /// Directly, with operands rounded to bf16.
  case bf16
  /// Directly by the kernels for GPUs; nil: cut as planned.
  case tiled(GPUCut?)

  /// Measured choices are of float32: bf16 is chosen before they count.
  init(_ graph: Graph, _ id: Int, _ compileTarget: CompileTarget) {
    let shape = ConvolutionShape(graph, id)
    let measured = shape.flatMap { compileTarget.measured($0) }
    if Self.takesBF16(graph, id, shape, compileTarget) {
      self = .bf16
    } else if let shape, let winograd = WinogradChoice(shape, compileTarget, measured: measured) {
      self = .winograd(winograd)
    } else {
      switch compileTarget.family {
      case .processor: self = .direct(mostPixels: measured?.mostPixels)
      case .gpu: self = .tiled(measured?.gpuCut)
      }
    }
  }

  /// By cost, against what the cost rule of float32 would take. Kernels for GPUs have one way for
  /// all products: `CompileTarget.precision`.
  private static func takesBF16(
    _ graph: Graph, _ id: Int, _ shape: ConvolutionShape?, _ compileTarget: CompileTarget
  ) -> Bool {
    guard compileTarget.family == .processor, compileTarget.bf16 != .never,
      let product = Product(graph, id)
    else { return false }
    if compileTarget.bf16 == .always { return true }
    let winograd = shape.flatMap { WinogradChoice($0, compileTarget, measured: nil) }
    if winograd != nil && compileTarget.winograd == .always { return false }
    return product.bf16Cost(compileTarget) < winograd?.cost ?? product.directCost(compileTarget)
  }

  /// How weights are packed for it.
  var packing: PackKey.Form {
    switch self {
    case .direct, .tiled: .plain
    case .winograd: .transformed
    case .bf16: .pairs
    }
  }

  var isBF16: Bool {
    if case .bf16 = self { true } else { false }
  }

  /// The measured bound on the pixels of an item, if there is one.
  var mostPixels: Int? {
    if case .direct(let pixels) = self { pixels } else { nil }
  }

  /// The measured cut of a product for GPUs, if there is one.
  var gpuCut: GPUCut? {
    if case .tiled(let cut) = self { cut } else { nil }
  }

  /// The name of a launch, with its precision if that is not the usual one.
  func label(_ name: String) -> String { isBF16 ? Precision.bf16.label(name) : name }

  /// Whether such a launch reads channels from several places, because it rewrites them first.
  static func readsParts(_ graph: Graph, _ id: Int, _ compileTarget: CompileTarget) -> Bool {
    switch graph.nodes[id].op {
    case .convolution, .transposedConvolution, .filterGradient: break
    default: return false
    }
    switch ProductChoice(graph, id, compileTarget) {
    case .direct, .tiled: return false
    case .winograd, .bf16: return true
    }
  }
}

/// The sizes of a product, for choosing how to compute it. Costs are multiply-adds of the float32
/// register tile, as in ``WinogradChoice``.
private struct Product {
  /// Multiply-adds, and output channels among their factors.
  var count: Double
  var channels: Int
  /// Numbers that would be rounded.
  var operands: Double
  /// What pairs add where numbers are odd: 1 for nothing.
  var waste: Double

  init?(_ graph: Graph, _ id: Int) {
    let node = graph.nodes[id]
    func shape(_ operand: Int) -> Shape { graph.nodes[node.operands[operand]].shape }
    func pairs(_ count: Int) -> Double { Double((count + 1) / 2 * 2) / Double(max(count, 1)) }
    switch node.op {
    case .convolution:
      let (x, w) = (shape(0), shape(1))
      (count, channels) = (Double(node.shape.count) * Double(w[0] * w[1] * w[2]), w[3])
      (operands, waste) = (Double(x.count), pairs(w[2]))
    case .transposedConvolution(let stride, _, _):
      let (x, w) = (shape(0), shape(1))
      (count, channels) = (
        Double(node.shape.count) * Double(w[0] * w[1] * w[3]) / Double(stride * stride), w[2]
      )
      (operands, waste) = (Double(x.count), pairs(w[3]))
    case .filterGradient(let stride, let height, let width):
      let (x, dy) = (shape(0), shape(1))
      (count, channels) = (Double(dy.count) * Double(height * width * x[3]), dy[3])
      let isMatrix = stride == 1 && height == 1 && width == 1
      waste = isMatrix ? 1 : pairs(dy[0])
      operands = Double(x.count + dy.count)
    case .matmul(let transposeLeft, let transposeRight):
      let (rank, left) = (node.shape.rank, shape(0))
      let inner = transposeLeft ? left[rank - 2] : left[rank - 1]
      (count, channels) = (Double(node.shape.count * inner), node.shape[rank - 1])
      let isGradient = transposeLeft && !transposeRight
      operands = Double(left.count + (isGradient ? shape(1).count : 0))
      waste = pairs(inner)
    case .parameter, .input, .constant, .literal, .pointwise, .reduce, .reshape, .barrier,
      .permute, .broadcast, .slice, .concat, .gather, .scatterAdd, .random:
      return nil
    }
  }

  /// With whole vectors of output channels.
  func directCost(_ compileTarget: CompileTarget) -> Double {
    let whole = (channels + compileTarget.vector - 1) / compileTarget.vector * compileTarget.vector
    return count * Double(whole) / Double(max(channels, 1))
  }

  func bf16Cost(_ compileTarget: CompileTarget) -> Double {
    0.5 * waste * directCost(compileTarget) + 8 * operands
  }
}
