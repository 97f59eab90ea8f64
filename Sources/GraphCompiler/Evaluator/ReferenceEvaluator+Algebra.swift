import ForeframeTensorGraph

extension ReferenceEvaluator {
  func reduce(_ reduction: Reduction, _ x: Value, _ shape: Shape) -> [Double] {
    let strides = shape.contiguousStrides
    var result = [Double](
      repeating: reduction == .sum ? 0 : -Double.infinity, count: shape.count)
    for (flat, index) in x.shape.indices.enumerated() {
      var to = 0
      for axis in index.indices where shape[axis] != 1 { to += index[axis] * strides[axis] }
      switch reduction {
      case .sum: result[to] += x.elements[flat]
      case .maximum: result[to] = max(result[to], x.elements[flat])
      }
    }
    return result
  }

  func matmul(
    _ a: Value, _ transposeLeft: Bool, _ b: Value, _ transposeRight: Bool, _ shape: Shape
  ) -> [Double] {
    let rank = shape.rank
    let inner = a.shape[rank - (transposeLeft ? 2 : 1)]
    return shape.indices.map { index in
      let lead = Array(index.dropLast(2))
      let (m, n) = (index[rank - 2], index[rank - 1])
      return (0..<inner).reduce(0) { sum, k in
        sum + a[lead + (transposeLeft ? [k, m] : [m, k])]
          * b[lead + (transposeRight ? [n, k] : [k, n])]
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
    shape.indices.map { index in
      var source = index
      var part = 0
      while source[axis] >= operands[part].shape[axis] {
        source[axis] -= operands[part].shape[axis]
        part += 1
      }
      return operands[part][source]
    }
  }

  func gather(_ table: Value, _ index: Value, _ shape: Shape) -> [Double] {
    shape.indices.map { position in
      let row = Int(index.elements[position[0]])
      return (0..<table.shape[0]).contains(row) ? table[[row, position[1]]] : 0
    }
  }

  func scatterAdd(_ y: Value, _ index: Value, _ shape: Shape) -> [Double] {
    var table = [Double](repeating: 0, count: shape.count)
    for position in y.shape.indices {
      let row = Int(index.elements[position[0]])
      if (0..<shape[0]).contains(row) { table[row * shape[1] + position[1]] += y[position] }
    }
    return table
  }
}
