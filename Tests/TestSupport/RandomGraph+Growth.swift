import ForeframeTensorGraph

extension RandomGraph {
  /// Adds one operation on tensors that are there.
  mutating func grow() {
    let x = any()
    let grown = numbers.chance(0.45) ? pointwise(x) : numbers.chance(0.55) ? moved(x) : heavy(x)
    if grown.shape.count > 0 && grown.shape.count <= Self.limit { pool.append(grown) }
  }

  private mutating func pointwise(_ x: Tensor) -> Tensor {
    switch numbers.int(0...11) {
    case 0: return tanh(x)
    case 1: return sigmoid(x)
    case 2: return x + partner(x.shape)
    case 3: return tanh(x) * partner(x.shape)
    case 4: return x - partner(x.shape) * 0.5
    case 5: return sin(tanh(x) * 3) + cos(tanh(x) * 2)
    case 6: return x / (abs(partner(x.shape)) + 1)
    case 7: return sqrt(abs(x) + 0.1) * sign(leaf(x.shape))
    case 8: return maximum(x, partner(x.shape)) - minimum(x, partner(x.shape))
    case 9: return log(abs(x) + 0.5) + exp(tanh(x))
    case 10: return select(less(leaf(x.shape), leaf(x.shape)), x, partner(x.shape))
    default:
      // The pointwise part of an LSTM step.
      let gate = concat([x, tanh(x), x * 0.5, partner(x.shape).broadcast(to: x.shape)], axis: -1)
        .chunks(4, axis: -1)
      let c = sigmoid(gate[1]) * partner(x.shape) + sigmoid(gate[0]) * tanh(gate[2])
      pool.append(c)
      return sigmoid(gate[3]) * tanh(c)
    }
  }

  private mutating func moved(_ x: Tensor) -> Tensor {
    let rank = x.shape.rank
    let axis = numbers.int(0...(rank - 1))
    switch numbers.int(0...9) {
    case 8: return x.barrier(key: numbers.int(0...2))
    case 0, 1:
      let start = numbers.int(0...(x.shape[axis] - 1))
      return x.slice(axis: axis, start: start, count: numbers.int(1...(x.shape[axis] - start)))
    case 2: return x.permuted(Array(0..<rank).shuffled(using: &numbers))
    case 3: return x.reshaped(reshaping(x.shape))
    case 4:
      var target = x.shape
      target.sizes.insert(numbers.int(1...3), at: axis)
      return x.expanded(axis).broadcast(to: target)
    case 5: return concat([x, partner(x.shape).broadcast(to: x.shape)], axis: axis)
    case 6:
      let part = x.slice(axis: axis, start: 0, count: numbers.int(1...x.shape[axis]))
      return concat([x.padded(axis: axis, before: 1, after: 2), tanh(part), part], axis: axis)
    case 7:
      let parts = (0..<x.shape[axis]).map { x.slice(axis: axis, start: $0, count: 1) }
      return concat(parts.map { numbers.chance(0.3) ? $0 * 2 : $0 }.reversed(), axis: axis)
    default:
      // A frame's gates set side by side, frame after frame.
      let rows = (0..<2).map { _ in
        concat([x, partner(x.shape).broadcast(to: x.shape)], axis: axis)
      }
      return concat(rows.map { $0.expanded(0) }, axis: 0)
    }
  }

  /// Axes merged or split.
  private mutating func reshaping(_ shape: Shape) -> Shape {
    var sizes = shape.sizes
    if sizes.count > 1 && numbers.chance(0.6) {
      let axis = numbers.int(0...(sizes.count - 2))
      sizes[axis] *= sizes.remove(at: axis + 1)
    } else if let axis = sizes.indices.first(where: { sizes[$0] % 2 == 0 }), sizes.count < 5 {
      sizes[axis] /= 2
      sizes.insert(2, at: axis + numbers.int(0...1))
    }
    return Shape(sizes)
  }

  private mutating func heavy(_ x: Tensor) -> Tensor {
    switch numbers.int(0...7) {
    case 0, 1:
      let axes = (0..<x.shape.rank).filter { _ in numbers.chance(0.5) }
      let count = axes.reduce(1) { $0 * x.shape[$1] }
      return numbers.chance(0.7) ? x.sum(axes) * (1 / Float(count).squareRoot()) : x.maximum(axes)
    case 2, 3: return product(x)
    case 4, 5, 6: return convolution(x)
    default:
      let flat = x.reshaped([x.shape.count / x.shape[x.shape.rank - 1], x.shape[x.shape.rank - 1]])
      let index = (0..<5).map { _ in Float(numbers.int(-1...flat.shape[0])) }
      let rows = flat.gather(graph.literal(index, [5]))
      return numbers.chance(0.5)
        ? rows : rows.scatterAdded(graph.literal(index.reversed(), [5]), rows: 4)
    }
  }

  private mutating func product(_ x: Tensor) -> Tensor {
    let width = x.shape[x.shape.rank - 1]
    let scale = 1 / Float(width).squareRoot()
    if x.shape.rank >= 2 && numbers.chance(0.4) {
      return x.matmul(x, transposeRight: true) * scale
    }
    let flat = x.reshaped([x.shape.count / width, width])
    let columns = numbers.pick([1, 3, 16, 20, 65])
    let isTurned = numbers.chance(0.5)
    let weight = leaf(isTurned ? [columns, width] : [width, columns]) * scale
    let y = flat.matmul(weight, transposeRight: isTurned)
    switch numbers.int(0...3) {
    case 0: return y + leaf([1, columns])
    case 1: return y + partner(y.shape)
    case 2: return flat.matmul(y, transposeLeft: true) * scale
    default: return y
    }
  }

  private mutating func convolution(_ x: Tensor) -> Tensor {
    guard x.shape.rank == 4 else { return convolved(asImages(x)) }
    return convolved(x)
  }

  private func asImages(_ x: Tensor) -> Tensor {
    let width = x.shape[x.shape.rank - 1]
    return x.reshaped([1, 1, x.shape.count / width, width])
  }

  private mutating func convolved(_ x: Tensor) -> Tensor {
    let kernel = numbers.pick([1, 3, 5])
    let stride = numbers.pick([1, 1, 2])
    let (inner, outer) = (x.shape[3], numbers.pick([1, 4, 16, 24]))
    let scale = 1 / Float(inner * kernel).squareRoot()
    if numbers.chance(0.25) {
      let filter = leaf([kernel, kernel, outer, inner]) * scale
      return x.transposeConvolved(
        filter, stride: stride, height: x.shape[1] * stride, width: x.shape[2] * stride)
    }
    let y = x.convolved(leaf([kernel, kernel, inner, outer]) * scale, stride: stride)
    switch numbers.int(0...3) {
    case 0: return y + leaf([1, 1, 1, outer])
    case 1: return y + partner(y.shape)
    case 2: return leaf([1, 1, 1, outer]) + y + partner(y.shape)
    default: return y
    }
  }
}
