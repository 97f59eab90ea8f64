import ForeframeTensorGraph

/// Slices of a product's channels, all as wide as what a pointwise group after it computes.
struct Gates {
  private let graph: Graph
  private let product: Int
  /// Channels of a slice, and how many slices there are.
  let channels: Int
  let count: Int

  /// - Parameters:
  ///   - product: the node in memory.
  ///   - shape: the group's.
  /// - Returns: nil if the group has other pixels, or another share of the channels than one in one
  ///   to four.
  init?(_ graph: Graph, of product: Int, shape: Shape) {
    let sums = graph.nodes[product].shape
    let last = shape.rank - 1
    guard shape.count > 0, sums.rank == shape.rank,
      sums.sizes.dropLast() == shape.sizes.dropLast(), sums[last] % shape[last] == 0,
      (1...GPUEpilogue.mostGates).contains(sums[last] / shape[last])
    else { return nil }
    (self.graph, self.product) = (graph, product)
    (channels, count) = (shape[last], sums[last] / shape[last])
  }

  /// The slices that a view of the product touches; nil if it is more than a view of channels.
  func touched(by view: Int) -> ClosedRange<Int>? {
    guard let shown = shown(by: view) else { return nil }
    return shown.lowerBound / channels...(shown.upperBound - 1) / channels
  }

  /// The slice that a view of the product is; nil if it is anything else.
  subscript(view: Int) -> Int? {
    guard let shown = shown(by: view), shown.count == channels, shown.lowerBound % channels == 0
    else { return nil }
    return shown.lowerBound / channels
  }

  /// The channels that a view shows, if that is all that it does.
  private func shown(by view: Int) -> Range<Int>? {
    var (id, first) = (view, 0)
    while id != product {
      guard case .slice(let axis, let start, _) = graph.nodes[id].op,
        axis == graph.nodes[id].shape.rank - 1
      else { return nil }
      first += start
      id = graph.nodes[id].operands[0]
    }
    let shape = graph.nodes[view].shape
    return first..<(first + shape[shape.rank - 1])
  }
}
