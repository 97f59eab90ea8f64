import ForeframeTensorGraph

/// The sizes of a product, for choosing how to compute it. Costs are multiply-adds of the float32
/// register tile, as in ``WinogradChoice``.
struct ProductSize {
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
      .permute, .broadcast, .slice, .concat, .gather, .scatterAdd, .warp, .transposedWarp,
      .displacementGradient, .random:
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
