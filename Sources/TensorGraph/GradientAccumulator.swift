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
    case .parameter, .input, .constant, .literal, .pointwise, .reduce, .convolution,
      .transposedConvolution, .reshape, .barrier, .permute, .broadcast, .slice, .concat, .gather,
      .scatterAdd, .warp, .transposedWarp, .displacementGradient, .random:
      wholes.append(whole)
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
