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
  /// Products aᵀ b that become one. A recurrent weight gets one of few rows from each time step: each alone
  /// would read and write the whole sum for little work.
  private var waiting: [Tensor] = []
  /// So many rows make a product that is worth its pass over the sum. More would keep the states and gates of
  /// more time steps.
  private static let rows = 256
  private var wholes: [Tensor] = []
  private var parts: [Int: [(start: Int, value: Tensor)]] = [:]

  mutating func add(_ whole: Tensor) {
    switch whole.op {
    case .matmul(transposeLeft: true, transposeRight: false) where whole.shape.rank == 2:
      waiting.append(whole)
      if waiting.reduce(0, { $0 + Self.factors($1).a.shape[0] }) >= Self.rows { join() }
    case .filterGradient, .matmul: accumulate(whole)
    case .parameter, .input, .constant, .literal, .pointwise, .reduce, .convolution,
      .transposedConvolution, .reshape, .barrier, .permute, .broadcast, .slice, .concat, .gather,
      .scatterAdd, .warp, .transposedWarp, .displacementGradient, .random:
      wholes.append(whole)
    }
  }

  private mutating func accumulate(_ product: Tensor) {
    products = products.map { $0 + product } ?? product
  }

  /// The two operands of a product.
  private static func factors(_ product: Tensor) -> (a: Tensor, b: Tensor) {
    let operands = product.node.operands.map { Tensor(builder: product.builder, id: $0) }
    return (operands[0], operands[1])
  }

  /// Adds those that wait: [a₁; a₂; ...]ᵀ [b₁; b₂; ...] is their sum.
  private mutating func join() {
    guard let first = waiting.first else { return }
    let factors = waiting.map(Self.factors)
    accumulate(
      waiting.count == 1
        ? first
        : concat(factors.map(\.a), axis: 0).matmul(
          concat(factors.map(\.b), axis: 0), transposeLeft: true))
    waiting = []
  }

  mutating func add(_ contribution: Contribution) {
    switch contribution {
    case .whole(let tensor): add(tensor)
    case .part(let axis, let start, let tensor): parts[axis, default: []].append((start, tensor))
    }
  }

  /// The sum of everything, in a fixed order.
  func total(_ target: Tensor) -> Tensor {
    var whole = self
    whole.join()
    var terms = [whole.products].compactMap { $0 } + wholes
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
