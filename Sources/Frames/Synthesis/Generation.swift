/// One pattern of clouds, and where its air has come from.
struct Generation {
  let birth: Int
  private let side: Int
  private let noise: GradientNoise
  /// The frame that the displacements stand for.
  private var now: Int
  /// `[side, side]`: from each grid point to the place at birth, in pixels; periodic with the flow.
  private var dx: [Double]
  private var dy: [Double]
  private let cell: Double

  /// - Parameter period: pixels after which the flow repeats.
  init(birth: Int, period: Double, seed: UInt64) {
    self.birth = birth
    // The displacements are smooth: a coarse grid is enough.
    side = 48
    cell = period / Double(side)
    noise = GradientNoise(seed: seed)
    now = birth
    dx = [Double](repeating: 0, count: side * side)
    dy = dx
  }

  /// Follows the flow up to a frame, one step of at most one frame at a time.
  mutating func carry(to time: Int, by flow: RotatingFlow) {
    while now < time {
      var nextX = dx
      var nextY = dy
      for row in 0..<side {
        for column in 0..<side {
          let (x, y) = (Double(column) * cell, Double(row) * cell)
          // The midpoint rule, backwards in time.
          let first = flow.velocity(x, y, time: Double(now) + 1)
          let middle = flow.velocity(x - first.x / 2, y - first.y / 2, time: Double(now) + 0.5)
          let before = displacement(x - middle.x, y - middle.y)
          nextX[row * side + column] = before.x - middle.x
          nextY[row * side + column] = before.y - middle.y
        }
      }
      dx = nextX
      dy = nextY
      now += 1
    }
  }

  /// About -1...1.
  func density(x: Int, y: Int) -> Double {
    let from = displacement(Double(x), Double(y))
    return noise.fractal((Double(x) + from.x) / 40, (Double(y) + from.y) / 40, octaves: 6) * 1.6
  }

  /// Displacement at any point by periodic cubic interpolation (Catmull-Rom).
  private func displacement(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    let (column, row) = (x / cell, y / cell)
    let (left, top) = (column.rounded(.down), row.rounded(.down))
    let wx = cubic(column - left)
    let wy = cubic(row - top)
    var sum = (x: 0.0, y: 0.0)
    for j in 0..<4 {
      let line = wrapped(Int(top) + j - 1) * side
      for i in 0..<4 {
        let weight = wx[i] * wy[j]
        let place = line + wrapped(Int(left) + i - 1)
        sum.x += weight * dx[place]
        sum.y += weight * dy[place]
      }
    }
    return sum
  }

  private func wrapped(_ index: Int) -> Int {
    let rest = index % side
    return rest < 0 ? rest + side : rest
  }

  private func cubic(_ t: Double) -> SIMD4<Double> {
    let (t2, t3) = (t * t, t * t * t)
    return 0.5 * SIMD4(2 * t2 - t - t3, 2 - 5 * t2 + 3 * t3, t + 4 * t2 - 3 * t3, t3 - t2)
  }
}
