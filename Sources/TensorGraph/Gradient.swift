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

/// What arrives at one node from those that use it. Gradients of slices that tile an axis are
/// joined by one concatenation instead of being padded and added.
struct GradientAccumulator {
  enum Contribution {
    case whole(Tensor)
    case part(axis: Int, start: Int, Tensor)
  }

  /// Products so far. One that can start from what is there is added at once: if all were added at
  /// the end, what they are computed from would be kept until then.
  private var products: Tensor?
  private var wholes: [Tensor] = []
  private var parts: [Int: [(start: Int, value: Tensor)]] = [:]

  mutating func add(_ whole: Tensor) {
    switch whole.op {
    case .filterGradient, .matmul: products = products.map { $0 + whole } ?? whole
    default: wholes.append(whole)
    }
  }

  mutating func add(_ contribution: Contribution) {
    switch contribution {
    case .whole(let tensor): add(tensor)
    case .part(let axis, let start, let tensor): parts[axis, default: []].append((start, tensor))
    }
  }

  /// The sum of everything, in a fixed order.
  func total(_ target: Tensor) -> Tensor {
    var terms = [products].compactMap { $0 } + wholes
    for axis in parts.keys.sorted() {
      terms += joined(axis, parts[axis] ?? [], target)
    }
    guard let first = terms.first else { return target.filled(0) }
    return terms.dropFirst().reduce(first, +)
  }

  /// Layers of parts that do not overlap, each one concatenation with zeros in the gaps.
  private func joined(
    _ axis: Int, _ parts: [(start: Int, value: Tensor)], _ target: Tensor
  ) -> [Tensor] {
    var waiting = parts.sorted { $0.start < $1.start }
    var layers: [Tensor] = []
    while !waiting.isEmpty {
      var pieces: [Tensor] = []
      var left: [(start: Int, value: Tensor)] = []
      var position = 0
      for part in waiting {
        if part.start < position {
          left.append(part)
          continue
        }
        pieces.append(gap(target, axis, part.start - position))
        pieces.append(part.value)
        position = part.start + part.value.shape[axis]
      }
      pieces.append(gap(target, axis, target.shape[axis] - position))
      layers.append(concat(pieces, axis: axis))
      waiting = left
    }
    return layers
  }

  private func gap(_ target: Tensor, _ axis: Int, _ count: Int) -> Tensor {
    var shape = target.shape
    shape[axis] = count
    return target.filled(0, shape)
  }
}
