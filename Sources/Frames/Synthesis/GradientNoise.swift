#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Smooth random fields (gradient noise after Perlin 2002), the same for the same seed.
struct GradientNoise {
  private let gradients: [SIMD2<Double>]
  private let seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
    gradients = (0..<16).map { index in
      let angle = Double(index) / 16 * 2 * .pi
      return SIMD2(cos(angle), sin(angle))
    }
  }

  /// Octaves of noise, each twice as fine and half as strong; about -1...1.
  func fractal(_ x: Double, _ y: Double, octaves: Int) -> Double {
    var (sum, strength, scale) = (0.0, 1.0, 1.0)
    for octave in 0..<octaves {
      // Shifted, so that the octaves' lattices do not meet at the origin.
      let shift = Double(octave) * 17.37
      sum += strength * value(x * scale + shift, y * scale - shift)
      strength *= 0.5
      scale *= 2
    }
    return sum
  }

  private func value(_ x: Double, _ y: Double) -> Double {
    let (left, top) = (x.rounded(.down), y.rounded(.down))
    let (u, v) = (x - left, y - top)
    let (column, row) = (Int(left), Int(top))
    let (fu, fv) = (fade(u), fade(v))
    let upper = mix(
      slope(column, row, u, v), slope(column + 1, row, u - 1, v), fu)
    let lower = mix(
      slope(column, row + 1, u, v - 1), slope(column + 1, row + 1, u - 1, v - 1), fu)
    return mix(upper, lower, fv)
  }

  private func slope(_ column: Int, _ row: Int, _ u: Double, _ v: Double) -> Double {
    var hash = seed ^ (UInt64(bitPattern: Int64(column)) &* 0x9E37_79B9_7F4A_7C15)
    hash = (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9
    hash ^= UInt64(bitPattern: Int64(row)) &* 0xD134_2543_DE82_EF95
    hash = (hash ^ (hash >> 31)) &* 0x94D0_49BB_1331_11EB
    let gradient = gradients[Int(hash >> 60)]
    return gradient.x * u + gradient.y * v
  }

  private func fade(_ t: Double) -> Double { t * t * t * (t * (t * 6 - 15) + 10) }

  private func mix(_ a: Double, _ b: Double, _ t: Double) -> Double { a + (b - a) * t }
}
