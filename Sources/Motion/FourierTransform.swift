import RealModule

/// The discrete Fourier transform of complex planes whose sides are powers of two.
struct FourierTransform {
  let height: Int
  let width: Int
  private let rowTurns: [SIMD2<Double>]
  private let columnTurns: [SIMD2<Double>]

  /// For planes of at least these sides.
  init(height: Int, width: Int) {
    self.height = Self.power(height)
    self.width = Self.power(width)
    rowTurns = Self.turns(self.width)
    columnTurns = Self.turns(self.height)
  }

  private static func power(_ least: Int) -> Int {
    var power = 1
    while power < least { power *= 2 }
    return power
  }

  /// exp(-2 pi i k / count) for the first half.
  private static func turns(_ count: Int) -> [SIMD2<Double>] {
    (0..<max(1, count / 2)).map { k in
      let angle = -2 * Double.pi * Double(k) / Double(count)
      return SIMD2(.cos(angle), .sin(angle))
    }
  }

  /// The transform of `[height, width]` numbers, in place.
  func forward(_ values: inout [SIMD2<Double>]) {
    rows(&values, height, width, rowTurns)
    transpose(&values, height, width)
    rows(&values, width, height, columnTurns)
    transpose(&values, width, height)
  }

  /// The inverse transform, in place.
  func inverse(_ values: inout [SIMD2<Double>]) {
    let share = 1 / Double(height * width)
    for index in values.indices { values[index].y = -values[index].y }
    forward(&values)
    for index in values.indices { values[index] = SIMD2(values[index].x, -values[index].y) * share }
  }

  private func transpose(_ values: inout [SIMD2<Double>], _ height: Int, _ width: Int) {
    let source = values
    for y in 0..<height {
      for x in 0..<width { values[x * height + y] = source[y * width + x] }
    }
  }

  private func rows(
    _ values: inout [SIMD2<Double>], _ height: Int, _ width: Int, _ turns: [SIMD2<Double>]
  ) {
    values.withUnsafeMutableBufferPointer { values in
      turns.withUnsafeBufferPointer { turns in
        for y in 0..<height {
          guard let start = values.baseAddress else { return }
          Self.transform(start + y * width, width, turns)
        }
      }
    }
  }

  /// Cooley and Tukey: bits reversed, then butterflies of growing span.
  private static func transform(
    _ row: UnsafeMutablePointer<SIMD2<Double>>, _ count: Int,
    _ turns: UnsafeBufferPointer<SIMD2<Double>>
  ) {
    var other = 0
    for index in 1..<max(count, 1) {
      var bit = count >> 1
      while other & bit != 0 {
        other ^= bit
        bit >>= 1
      }
      other |= bit
      if index < other { swap(&row[index], &row[other]) }
    }
    var span = 1
    while span < count {
      let step = count / (2 * span)
      for start in Swift.stride(from: 0, to: count, by: 2 * span) {
        for k in 0..<span {
          let turn = turns[k * step]
          let b = row[start + k + span]
          let turned = SIMD2(b.x * turn.x - b.y * turn.y, b.x * turn.y + b.y * turn.x)
          let a = row[start + k]
          row[start + k] = a + turned
          row[start + k + span] = a - turned
        }
      }
      span *= 2
    }
  }
}
