import ForeframeTensorGraph

extension ReferenceEvaluator {
  func reduce(_ reduction: Reduction, _ x: Value, _ shape: Shape) -> [Double] {
    var result = [Double](
      repeating: reduction == .sum ? 0 : -Double.infinity, count: shape.count)
    for (element, to) in zip(x.elements, x.shape.offsets(shape.stridesOfRepetition)) {
      switch reduction {
      case .sum: result[to] += element
      case .maximum: result[to] = max(result[to], element)
      }
    }
    return result
  }

  func matmul(
    _ a: Value, _ transposeLeft: Bool, _ b: Value, _ transposeRight: Bool, _ shape: Shape
  ) -> [Double] {
    let (rows, columns) = (shape.rank - 2, shape.rank - 1)
    // Strides along the sum stand apart; a column of the product reads the same row of `a`, and a row the
    // same column of `b`.
    var (left, right) = (a.shape.contiguousStrides, b.shape.contiguousStrides)
    if transposeLeft { left.swapAt(rows, columns) }
    if transposeRight { right.swapAt(rows, columns) }
    let along = (left[columns], right[rows])
    (left[columns], right[rows]) = (0, 0)
    let inner = a.shape[transposeLeft ? rows : columns]
    return zip(shape.offsets(left), shape.offsets(right)).map { left, right in
      (0..<inner).reduce(0) { sum, k in
        sum + a.elements[left + k * along.0] * b.elements[right + k * along.1]
      }
    }
  }

  /// Calls `body(n, oy, ox, iy, ix, ky, kx)` for every tap of a convolution that lies inside.
  private func forEachTap(
    images: Int, inside: (Int, Int), outside: (Int, Int), filter: (Int, Int), stride: Int,
    _ body: (Int, Int, Int, Int, Int, Int, Int) -> Void
  ) {
    for n in 0..<images {
      for oy in 0..<outside.0 {
        for ox in 0..<outside.1 {
          for ky in 0..<filter.0 {
            for kx in 0..<filter.1 {
              let iy = oy * stride + ky - filter.0 / 2
              let ix = ox * stride + kx - filter.1 / 2
              if (0..<inside.0).contains(iy) && (0..<inside.1).contains(ix) {
                body(n, oy, ox, iy, ix, ky, kx)
              }
            }
          }
        }
      }
    }
  }

  func convolve(_ x: Value, _ w: Value, _ stride: Int, _ shape: Shape) -> [Double] {
    let (xs, ws, ys) = (x.shape, w.shape, shape)
    var y = [Double](repeating: 0, count: shape.count)
    forEachTap(
      images: ys[0], inside: (xs[1], xs[2]), outside: (ys[1], ys[2]), filter: (ws[0], ws[1]),
      stride: stride
    ) { n, oy, ox, iy, ix, ky, kx in
      let to = ((n * ys[1] + oy) * ys[2] + ox) * ys[3]
      let from = ((n * xs[1] + iy) * xs[2] + ix) * xs[3]
      let tap = (ky * ws[1] + kx) * ws[2] * ws[3]
      for c in 0..<ws[2] {
        for o in 0..<ws[3] {
          y[to + o] += x.elements[from + c] * w.elements[tap + c * ws[3] + o]
        }
      }
    }
    return y
  }

  func transposeConvolve(_ y: Value, _ w: Value, _ stride: Int, _ shape: Shape) -> [Double] {
    let (xs, ws, ys) = (shape, w.shape, y.shape)
    var x = [Double](repeating: 0, count: shape.count)
    forEachTap(
      images: ys[0], inside: (xs[1], xs[2]), outside: (ys[1], ys[2]), filter: (ws[0], ws[1]),
      stride: stride
    ) { n, oy, ox, iy, ix, ky, kx in
      let from = ((n * ys[1] + oy) * ys[2] + ox) * ys[3]
      let to = ((n * xs[1] + iy) * xs[2] + ix) * xs[3]
      let tap = (ky * ws[1] + kx) * ws[2] * ws[3]
      for c in 0..<ws[2] {
        for o in 0..<ws[3] {
          x[to + c] += y.elements[from + o] * w.elements[tap + c * ws[3] + o]
        }
      }
    }
    return x
  }

  func filterGradient(_ x: Value, _ dy: Value, _ stride: Int, _ shape: Shape) -> [Double] {
    let (xs, ws, ys) = (x.shape, shape, dy.shape)
    var w = [Double](repeating: 0, count: shape.count)
    forEachTap(
      images: ys[0], inside: (xs[1], xs[2]), outside: (ys[1], ys[2]), filter: (ws[0], ws[1]),
      stride: stride
    ) { n, oy, ox, iy, ix, ky, kx in
      let right = ((n * ys[1] + oy) * ys[2] + ox) * ys[3]
      let left = ((n * xs[1] + iy) * xs[2] + ix) * xs[3]
      let tap = (ky * ws[1] + kx) * ws[2] * ws[3]
      for c in 0..<ws[2] {
        for o in 0..<ws[3] {
          w[tap + c * ws[3] + o] += x.elements[left + c] * dy.elements[right + o]
        }
      }
    }
    return w
  }

  func concat(_ operands: [Value], _ axis: Int, _ shape: Shape) -> [Double] {
    var result = [Double](repeating: 0, count: shape.count)
    let strides = shape.contiguousStrides
    var start = 0
    for operand in operands {
      let places = operand.shape.offsets(strides, from: start * strides[axis])
      for (element, to) in zip(operand.elements, places) { result[to] = element }
      start += operand.shape[axis]
    }
    return result
  }

  func gather(_ table: Value, _ index: Value, _ shape: Shape) -> [Double] {
    (0..<shape.count).map { element in
      let (row, column) = (Int(index.elements[element / shape[1]]), element % shape[1])
      return (0..<table.shape[0]).contains(row) ? table.elements[row * shape[1] + column] : 0
    }
  }

  func scatterAdd(_ y: Value, _ index: Value, _ shape: Shape) -> [Double] {
    var table = [Double](repeating: 0, count: shape.count)
    for (element, value) in y.elements.enumerated() {
      let (row, column) = (Int(index.elements[element / shape[1]]), element % shape[1])
      if (0..<shape[0]).contains(row) { table[row * shape[1] + column] += value }
    }
    return table
  }
}
