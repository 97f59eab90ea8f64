import ForeframeOperationTable

extension Trial {
  /// Whether there are products, and all of their factors are parameters and inputs, or parts of
  /// them: nothing before them could be rounded.
  public var multipliesGivenNumbers: Bool {
    func isGiven(_ id: Int) -> Bool {
      let node = graph.nodes[id]
      switch node.op {
      case .parameter, .input: return true
      case .reshape, .barrier, .permute, .broadcast, .slice, .concat:
        return node.operands.allSatisfy(isGiven)
      case .literal, .constant, .pointwise, .reduce, .matmul, .convolution,
        .transposedConvolution, .filterGradient, .gather, .scatterAdd, .warp, .transposedWarp,
        .displacementGradient,
        .random:
        return false
      }
    }
    return usesBF16
      && graph.nodes.allSatisfy { node in
        switch node.op {
        case .matmul, .convolution, .transposedConvolution, .filterGradient:
          return node.operands.prefix(2).allSatisfy(isGiven)
        case .parameter, .input, .literal, .constant, .pointwise, .reduce, .reshape, .barrier,
          .permute, .broadcast, .slice, .concat, .gather, .scatterAdd, .warp, .transposedWarp,
          .displacementGradient,
          .random:
          return true
        }
      }
  }
}
