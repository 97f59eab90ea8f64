extension Tensor {
  /// The same elements in the same order under another shape.
  public func reshaped(_ shape: Shape) -> Tensor {
    precondition(shape.count == self.shape.count, "reshape: \(self.shape) to \(shape)")
    if shape == self.shape { return self }
    if let value = constantValue { return filled(value, shape) }
    if case .reshape = op { return Tensor(builder: builder, id: node.operands[0]).reshaped(shape) }
    return apply(.reshape(shape), shape: shape)
  }

  /// The same values under another name: what is computed from them is not taken for what was
  /// computed from this tensor, but computed again.
  public func barrier(key: Int) -> Tensor { apply(.barrier(key: key), shape: shape) }

  /// Axis i of the result is axis `axes[i]` of this tensor.
  public func permuted(_ axes: [Int]) -> Tensor {
    precondition(axes.sorted() == Array(0..<shape.rank), "permute \(axes) of \(shape)")
    let result = Shape(axes.map { shape[$0] })
    if axes == Array(0..<shape.rank) { return self }
    if let value = constantValue { return filled(value, result) }
    if case .permute(let inner) = op {
      return Tensor(builder: builder, id: node.operands[0]).permuted(axes.map { inner[$0] })
    }
    return apply(.permute(axes), shape: result)
  }

  /// Axes of size 1 repeated until the shape fits.
  public func broadcast(to target: Shape) -> Tensor {
    if target == shape { return self }
    precondition(
      target.rank == shape.rank
        && (0..<target.rank).allSatisfy { shape[$0] == target[$0] || shape[$0] == 1 },
      "broadcast: \(shape) to \(target)")
    if let value = constantValue { return filled(value, target) }
    return apply(.broadcast(target), shape: target)
  }

  /// Positions `start ..< start + count` of one axis; a negative axis counts from the end.
  public func slice(axis: Int, start: Int, count: Int) -> Tensor {
    let axis = axis < 0 ? axis + shape.rank : axis
    precondition(
      start >= 0 && count >= 0 && start + count <= shape[axis],
      "slice \(start) ..< \(start + count) of axis \(axis) of \(shape)")
    if start == 0 && count == shape[axis] { return self }
    var result = shape
    result[axis] = count
    if let value = constantValue { return filled(value, result) }
    if case .slice(axis, let outer, _) = op {
      return Tensor(builder: builder, id: node.operands[0])
        .slice(axis: axis, start: outer + start, count: count)
    }
    return apply(.slice(axis: axis, start: start, count: count), shape: result)
  }

  /// Equal parts along an axis; a negative axis counts from the end.
  public func chunks(_ count: Int, axis: Int) -> [Tensor] {
    let axis = axis < 0 ? axis + shape.rank : axis
    precondition(shape[axis] % count == 0, "\(count) chunks of axis \(axis) of \(shape)")
    let size = shape[axis] / count
    return (0..<count).map { slice(axis: axis, start: $0 * size, count: size) }
  }

  /// Zeros before and after along an axis.
  public func padded(axis: Int, before: Int, after: Int) -> Tensor {
    var front = shape
    front[axis] = before
    var back = shape
    back[axis] = after
    return concat([filled(0, front), self, filled(0, back)], axis: axis)
  }

  /// Inserts an axis of size 1.
  public func expanded(_ axis: Int) -> Tensor {
    var sizes = shape.sizes
    sizes.insert(1, at: axis)
    return reshaped(Shape(sizes))
  }

  /// Removes an axis of size 1.
  public func squeezed(_ axis: Int) -> Tensor {
    precondition(shape[axis] == 1, "squeeze axis \(axis) of \(shape)")
    var sizes = shape.sizes
    sizes.remove(at: axis)
    return reshaped(Shape(sizes))
  }

  /// Last two axes swapped.
  public var transposed: Tensor {
    var axes = Array(0..<shape.rank)
    axes.swapAt(shape.rank - 1, shape.rank - 2)
    return permuted(axes)
  }
}

/// Tensors one after the other along an axis; a negative axis counts from the end.
public func concat(_ tensors: [Tensor], axis: Int) -> Tensor {
  let axis = axis < 0 ? axis + tensors[0].shape.rank : axis
  let parts = tensors.filter { $0.shape[axis] > 0 }
  guard let first = parts.first else { return tensors[0] }
  if parts.count == 1 { return first }
  var shape = first.shape
  shape[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
  for part in parts {
    var expected = shape
    expected[axis] = part.shape[axis]
    precondition(part.shape == expected, "concat along \(axis): \(parts.map(\.shape))")
  }
  if let value = first.constantValue, parts.allSatisfy({ $0.constantValue == value }) {
    return first.filled(value, shape)
  }
  let joined = rejoined(parts, axis)
  if joined.count == 1 { return joined[0] }
  return first.builder.add(.concat(axis: axis), joined, shape)
}

/// Neighbouring slices of one tensor are put together again.
private func rejoined(_ parts: [Tensor], _ axis: Int) -> [Tensor] {
  var result: [Tensor] = []
  for part in parts {
    if let last = result.last, case .slice(axis, let start, let count) = last.op,
      case .slice(axis, let next, let more) = part.op, next == start + count,
      last.node.operands == part.node.operands
    {
      let whole = Tensor(builder: part.builder, id: part.node.operands[0])
      result[result.count - 1] = whole.slice(axis: axis, start: start, count: count + more)
    } else {
      result.append(part)
    }
  }
  return result
}
