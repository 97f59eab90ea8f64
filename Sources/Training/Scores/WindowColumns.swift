/// Sums over the last seven rows of two images, column by column: a window's sums are those of
/// seven neighbouring columns.
struct WindowColumns {
  /// One row of both images.
  struct Row {
    let first: UnsafeBufferPointer<Float>
    let second: UnsafeBufferPointer<Float>
    let mask: UnsafeBufferPointer<Float>?
    /// The first pixel's index.
    let start: Int
    let channel: Int
    let channels: Int
    let clips: Bool
  }

  private let width: Int
  /// x, y, xx + yy, xy and the number of missing pixels.
  private var x, y, squares, products, missing: [Double]

  init(width: Int) {
    self.width = width
    x = [Double](repeating: 0, count: width)
    (y, squares, products, missing) = (x, x, x, x)
  }

  mutating func clear() { self = WindowColumns(width: width) }

  /// Adds a row, or takes it away again with sign -1.
  mutating func add(_ row: Row, sign: Double) {
    for column in 0..<width {
      let pixel = row.start + column
      if let mask = row.mask, mask[pixel] == 0 {
        // Its values may be anything, NaN too; they must not enter the sums.
        missing[column] += sign
        continue
      }
      var a = row.first[pixel * row.channels + row.channel]
      var b = row.second[pixel * row.channels + row.channel]
      if row.clips { (a, b) = (min(max(a, 0), 1), min(max(b, 0), 1)) }
      let (u, v) = (Double(a), Double(b))
      x[column] += sign * u
      y[column] += sign * v
      squares[column] += sign * (u * u + v * v)
      products[column] += sign * (u * v)
    }
  }

  /// Adds the index of every complete window in these rows to `sum`.
  func similarity(dataRange: Double, sum: inout Double, count: inout Int) {
    let window = StructuralSimilarity.window
    let n = Double(window * window)
    let unbiased = n / (n - 1)
    let c1 = (0.01 * dataRange) * (0.01 * dataRange)
    let c2 = (0.03 * dataRange) * (0.03 * dataRange)
    var rowSum = 0.0
    for left in 0...(width - window) {
      var (sx, sy, ss, sp, lost) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for column in left..<(left + window) {
        sx += x[column]
        sy += y[column]
        ss += squares[column]
        sp += products[column]
        lost += missing[column]
      }
      if lost > 0 { continue }
      let (ux, uy) = (sx / n, sy / n)
      let meanSquares = ux * ux + uy * uy
      let variances = unbiased * (ss / n - meanSquares)
      let covariance = unbiased * (sp / n - ux * uy)
      rowSum +=
        (2 * ux * uy + c1) * (2 * covariance + c2)
        / ((meanSquares + c1) * (variances + c2))
      count += 1
    }
    sum += rowSum
  }
}
