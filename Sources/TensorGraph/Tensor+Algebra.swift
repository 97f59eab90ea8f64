extension Tensor {
  /// Sum over axes, which stay with size 1.
  public func sum(_ axes: [Int]) -> Tensor { reduced(.sum, axes) }

  /// Maximum over axes, which stay with size 1.
  public func maximum(_ axes: [Int]) -> Tensor { reduced(.maximum, axes) }

  /// Mean over axes, which stay with size 1.
  public func mean(_ axes: [Int]) -> Tensor {
    sum(axes) * (1 / Float(axes.reduce(1) { $0 * shape[$1] }))
  }

  /// Sum of all elements, as a tensor of shape [1].
  public func sum() -> Tensor { reshaped([shape.count]).sum([0]) }

  /// Mean of all elements, as a tensor of shape [1].
  public func mean() -> Tensor { sum() * (1 / Float(shape.count)) }

  func reduced(_ reduction: Reduction, _ axes: [Int]) -> Tensor {
    let axes = Set(axes).sorted().filter { shape[$0] != 1 }
    if axes.isEmpty { return self }
    var result = shape
    for axis in axes { result[axis] = 1 }
    if shape.count == 0 {
      precondition(reduction == .sum, "the maximum of nothing: \(shape) over \(axes)")
      return filled(0, result)
    }
    if let value = constantValue {
      let count = axes.reduce(1) { $0 * shape[$1] }
      return filled(reduction == .sum ? value * Float(count) : value, result)
    }
    return apply(.reduce(reduction, axes: axes), shape: result)
  }

  /// Matrix product over the last two axes; leading axes must agree.
  public func matmul(
    _ other: Tensor, transposeLeft: Bool = false, transposeRight: Bool = false
  ) -> Tensor {
    let a = shape
    let b = other.shape
    precondition(a.rank >= 2 && a.rank == b.rank, "matmul: \(a) and \(b)")
    let last = a.rank - 1
    let rows = transposeLeft ? a[last] : a[last - 1]
    let inner = transposeLeft ? a[last - 1] : a[last]
    let columns = transposeRight ? b[last - 1] : b[last]
    precondition(
      inner == (transposeRight ? b[last] : b[last - 1])
        && a.sizes.dropLast(2) == b.sizes.dropLast(2), "matmul: \(a) and \(b)")
    let result = Shape(a.sizes.dropLast(2) + [rows, columns])
    if constantValue == 0 || other.constantValue == 0 { return filled(0, result) }
    return apply(
      .matmul(transposeLeft: transposeLeft, transposeRight: transposeRight), [other],
      shape: result)
  }

  /// Convolution with zero padding k / 2: [N, H, W, C] with [kh, kw, C, O] (odd kernel).
  public func convolved(_ filter: Tensor, stride: Int = 1) -> Tensor {
    let f = filter.shape
    precondition(
      shape.rank == 4 && f.rank == 4 && shape[3] == f[2] && f[0] % 2 == 1 && f[1] % 2 == 1
        && (stride == 1 || stride == 2), "convolution: \(shape) with \(f), stride \(stride)")
    let result: Shape = [
      shape[0], (shape[1] + stride - 1) / stride, (shape[2] + stride - 1) / stride, f[3],
    ]
    if constantValue == 0 { return filled(0, result) }
    return apply(.convolution(stride: stride), [filter], shape: result)
  }

  /// The adjoint of ``convolved(_:stride:)``: [N, h, w, O] with [kh, kw, C, O] -> [N, H, W, C].
  public func transposeConvolved(
    _ filter: Tensor, stride: Int, height: Int, width: Int
  ) -> Tensor {
    let f = filter.shape
    precondition(
      shape.rank == 4 && f.rank == 4 && shape[3] == f[3] && f[0] % 2 == 1 && f[1] % 2 == 1
        && (height + stride - 1) / stride == shape[1]
        && (width + stride - 1) / stride == shape[2],
      "transposed convolution: \(shape) with \(f) to \(height) x \(width), stride \(stride)")
    let result: Shape = [shape[0], height, width, f[2]]
    if constantValue == 0 { return filled(0, result) }
    return apply(
      .transposedConvolution(stride: stride, height: height, width: width), [filter],
      shape: result)
  }

  /// The gradient of a convolution's filter: x [N, H, W, C] and dy [N, h, w, O] -> [kh, kw, C, O].
  public func filterGradient(_ dy: Tensor, stride: Int, height: Int, width: Int) -> Tensor {
    let result: Shape = [height, width, shape[3], dy.shape[3]]
    precondition(
      shape[0] == dy.shape[0] && (shape[1] + stride - 1) / stride == dy.shape[1]
        && (shape[2] + stride - 1) / stride == dy.shape[2],
      "filter gradient: \(shape) and \(dy.shape), stride \(stride)")
    if constantValue == 0 || dy.constantValue == 0 { return filled(0, result) }
    return apply(
      .filterGradient(stride: stride, height: height, width: width), [dy], shape: result)
  }

  /// Rows of this table [V, D] by number: index [N] -> [N, D].
  public func gather(_ index: Tensor) -> Tensor {
    precondition(shape.rank == 2 && index.shape.rank == 1, "gather: \(shape), \(index.shape)")
    return apply(.gather, [index], shape: [index.shape[0], shape[1]])
  }

  /// Rows of this tensor [N, D] summed into a table [rows, D] by index [N].
  public func scatterAdded(_ index: Tensor, rows: Int) -> Tensor {
    precondition(
      shape.rank == 2 && index.shape == [shape[0]], "scatter-add: \(shape), \(index.shape)")
    return apply(.scatterAdd(rows: rows), [index], shape: [rows, shape[1]])
  }

  /// exp(x) / sum exp(x) along one axis, computed against the axis's maximum.
  public func softmax(axis: Int) -> Tensor {
    let axis = axis < 0 ? axis + shape.rank : axis
    let e = exp(self - maximum([axis]))
    return e / e.sum([axis])
  }
}
