/// Writes segments of a graph a second time, for a gradient that did not keep their values.
struct Replay {
  private let builder: GraphBuilder
  /// All segments but the last, whose values are still there when the gradient begins.
  private let segments: [Range<Int>]
  /// Whether a node depends on what the host supplies: the rest is the same in every run.
  private let varies: [Bool]
  private var copies: [Int: Tensor] = [:]
  /// Segments from here on have been written again.
  private var written: Int

  init(_ builder: GraphBuilder, upTo last: Int) {
    self.builder = builder
    let starts = builder.segmentStarts.filter { $0 <= last }
    segments = zip(starts, starts.dropFirst()).map { $0..<$1 }
    written = segments.count
    var varies: [Bool] = []
    for node in builder.nodes[...last] {
      switch node.op {
      case .input: varies.append(true)
      case .parameter, .constant, .literal, .pointwise, .reduce, .matmul, .convolution,
        .transposedConvolution, .filterGradient, .reshape, .barrier, .permute, .broadcast, .slice,
        .concat, .gather, .scatterAdd, .warp, .transposedWarp, .displacementGradient, .random:
        varies.append(node.operands.contains { varies[$0] })
      }
    }
    self.varies = varies
  }

  /// The node itself, or what it is computed as again. Nodes must be asked for from last to first.
  mutating func value(_ id: Int) -> Tensor {
    while written > 0, id < segments[written - 1].upperBound {
      written -= 1
      write(written)
    }
    return copies[id] ?? Tensor(builder: builder, id: id)
  }

  private mutating func write(_ number: Int) {
    let segment = segments[number]
    for id in segment where varies[id] {
      let node = builder.nodes[id]
      if case .input = node.op { continue }
      let operands = node.operands.map { operand in
        if let copy = copies[operand] { return copy }
        let original = Tensor(builder: builder, id: operand)
        // Under another name, so that equal nodes are not one node.
        return varies[operand] ? original.barrier(key: number) : original
      }
      copies[id] = builder.add(node.op, operands, node.shape)
    }
  }
}
