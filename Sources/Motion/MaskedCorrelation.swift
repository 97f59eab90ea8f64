/// How well a frame, moved as a whole, agrees with the next: the cross-correlation over the pixels that
/// both have, for every shift.
///
/// Source: Padfield, "Masked Object Registration in the Fourier Domain", IEEE TIP 2012, with one mean for
/// both frames.
struct MaskedCorrelation: Sendable {
  /// Shifts of up to so many pixels along x and y.
  let reach: Int
  /// `[2 reach + 1, 2 reach + 1]`, the shift (-reach, -reach) first.
  private(set) var surface: [Double]

  /// The surface of a pair of frames.
  ///
  /// - Parameter mask: 1 where pixels are always observed, 0 elsewhere.
  init(from older: Plane, to newer: Plane, mask: Plane) {
    let (height, width) = (older.height, older.width)
    reach = max(0, min(32, height / 4, width / 4))
    let fourier = FourierTransform(height: 2 * height, width: 2 * width)
    let seen = mask.values.reduce(0) { $0 + Double($1) }
    let sum = mask.values.indices.reduce(0.0) {
      $0 + Double(mask.values[$1]) * (Double(older.values[$1]) + Double(newer.values[$1]))
    }
    let mean = sum / max(2 * seen, 1)
    func transform(_ value: (Int) -> SIMD2<Double>) -> [SIMD2<Double>] {
      var padded = [SIMD2<Double>](repeating: .zero, count: fourier.height * fourier.width)
      for y in 0..<height {
        for x in 0..<width { padded[y * fourier.width + x] = value(y * width + x) }
      }
      fourier.forward(&padded)
      return padded
    }
    func value(_ plane: Plane, _ index: Int) -> Double {
      (Double(plane.values[index]) - mean) * Double(mask.values[index])
    }
    let a = transform { SIMD2(value(older, $0), 0) }
    let b = transform { SIMD2(value(newer, $0), 0) }
    let aa = transform { SIMD2(value(older, $0) * value(older, $0), 0) }
    let bb = transform { SIMD2(value(newer, $0) * value(newer, $0), 0) }
    let m = transform { SIMD2(Double(mask.values[$0]), 0) }
    // conj(p) q, transformed back: the sum over x of p(x) q(x + shift). Two real results share a transform.
    func correlated(
      _ p: [SIMD2<Double>], _ q: [SIMD2<Double>], _ r: [SIMD2<Double>], _ s: [SIMD2<Double>]
    ) -> [SIMD2<Double>] {
      var product = p.indices.map { index in
        let first = Self.product(p[index], q[index]), second = Self.product(r[index], s[index])
        return SIMD2(first.x - second.y, first.y + second.x)
      }
      fourier.inverse(&product)
      return product
    }
    let crossAndOverlap = correlated(a, b, m, m)
    let energies = correlated(aa, m, m, bb)
    let floor = 1e-6 * energies[0].x * energies[0].y + 1e-9
    let least = 0.25 * crossAndOverlap[0].y
    let reach = reach
    surface = (-reach...reach).flatMap { dy in
      (-reach...reach).map { dx in
        let row = (dy + fourier.height) % fourier.height
        let at = row * fourier.width + (dx + fourier.width) % fourier.width
        guard crossAndOverlap[at].y > least else { return -1 }
        return crossAndOverlap[at].x / max(energies[at].x * energies[at].y, floor).squareRoot()
      }
    }
  }

  private static func product(_ p: SIMD2<Double>, _ q: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(p.x * q.x + p.y * q.y, p.x * q.y - p.y * q.x)
  }

  /// The shift at which the sum of the surfaces is largest, between pixels by a parabola; pixels along x
  /// and y.
  ///
  /// - Parameter surfaces: at least one, of frames of one size.
  static func peak(of surfaces: [MaskedCorrelation]) -> (x: Float, y: Float) {
    guard let first = surfaces.first else { return (0, 0) }
    let (reach, side) = (first.reach, 2 * first.reach + 1)
    let sum = first.surface.indices.map { index in
      surfaces.reduce(0) { $0 + $1.surface[index] }
    }
    guard let best = sum.indices.max(by: { sum[$0] < sum[$1] || (sum[$0] == sum[$1] && $0 > $1) })
    else { return (0, 0) }
    let (row, column) = (best / side, best % side)
    func between(_ low: Double, _ middle: Double, _ high: Double) -> Double {
      let curve = low - 2 * middle + high
      return curve >= 0 ? 0 : min(max((low - high) / (2 * curve), -0.5), 0.5)
    }
    let inX = column > 0 && column < side - 1, inY = row > 0 && row < side - 1
    let x = inX ? between(sum[best - 1], sum[best], sum[best + 1]) : 0
    let y = inY ? between(sum[best - side], sum[best], sum[best + side]) : 0
    return (Float(Double(column - reach) + x), Float(Double(row - reach) + y))
  }
}
