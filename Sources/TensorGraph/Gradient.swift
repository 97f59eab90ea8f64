extension Tensor {
  /// Symbolic gradients of this one-element tensor (reverse accumulation, written as graph).
  ///
  /// What was built in segments (``GraphBuilder/beginSegment()``) is computed again for it, segment by
  /// segment from the last to the first, from what crosses the segment's beginning (Chen et al.,
  /// "Training deep nets with sublinear memory cost", 2016).
  ///
  /// - Parameter variables: what to differentiate by; usually parameters.
  /// - Returns: one tensor per variable, of its shape; zeros where nothing depends on it.
  public func gradients(_ variables: [Tensor]) -> [Tensor] {
    precondition(shape.count == 1, "gradients of \(shape): the loss must have one element")
    let relevant = builder.descendants(of: variables, upTo: id)
    var accumulators: [Int: GradientAccumulator] = [:]
    accumulators[id, default: GradientAccumulator()].add(filled(1))
    var finished: [Int: Tensor] = [:]
    var replay = Replay(builder, upTo: id)
    for number in stride(from: id, through: 0, by: -1) where relevant[number] {
      guard let accumulator = accumulators.removeValue(forKey: number) else { continue }
      let tensor = Tensor(builder: builder, id: number)
      let dy = accumulator.total(tensor)
      finished[number] = dy
      if dy.constantValue == 0 { continue }
      let operands = tensor.node.operands
      for (position, contribution) in replay.value(number)
        .operandGradients(dy, wanted: operands.map { relevant[$0] })
      {
        accumulators[operands[position], default: GradientAccumulator()].add(contribution)
      }
    }
    return variables.map { finished[$0.id] ?? $0.filled(0) }
  }
}

extension GraphBuilder {
  /// Which nodes depend on any of the variables.
  func descendants(of variables: [Tensor], upTo last: Int) -> [Bool] {
    var marked = [Bool](repeating: false, count: last + 1)
    for variable in variables where variable.id <= last { marked[variable.id] = true }
    for id in 0...last where !marked[id] {
      marked[id] = nodes[id].operands.contains { marked[$0] }
    }
    return marked
  }
}
