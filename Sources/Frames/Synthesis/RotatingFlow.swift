#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import ForeframeFiles

/// A wind without divergence: a few slowly turning vortices in a mean current, periodic in space.
struct RotatingFlow {
  /// One wave of the stream function: strength * sin(kx x + ky y + phase + turn * time).
  private struct Wave {
    var kx, ky, strength, phase, turn: Double
  }

  private var waves: [Wave]
  private var mean: (x: Double, y: Double)

  /// - Parameters:
  ///   - period: pixels after which the vortices repeat.
  ///   - speed: about the fastest wind, pixels per frame.
  init(period: Double, speed: Double, _ random: inout SeededRandom) {
    let unit = 2 * .pi / period
    // Two crossed waves of the longest length are one large vortex and its counterpart.
    let numbers = [(1.0, 0.0), (0, 1), (1, 1), (1, -1), (2, 1), (-1, 2)]
    waves = numbers.enumerated().map { index, number in
      let share = index < 2 ? 1.0 : random.uniform(-0.3...0.3)
      return Wave(
        kx: number.0 * unit, ky: number.1 * unit, strength: share / unit,
        phase: random.uniform(0...2 * .pi), turn: random.uniform(-0.02...0.02))
    }
    let direction = random.uniform(0...2 * .pi)
    let share = random.uniform(0.2...0.6)
    mean = (share * cos(direction), share * sin(direction))

    // The sum of all strengths bounds the speed; the usual maximum is about two thirds of it.
    let bound = waves.reduce(share) { $0 + abs($1.strength) * hypot($1.kx, $1.ky) }
    let scale = speed / (bound * 0.65)
    for index in waves.indices { waves[index].strength *= scale }
    mean = (mean.x * scale, mean.y * scale)
  }

  /// Pixels per frame at a point, in pixels, and a time, in frames.
  func velocity(_ x: Double, _ y: Double, time: Double) -> (x: Double, y: Double) {
    var result = mean
    for wave in waves {
      let slope = wave.strength * cos(wave.kx * x + wave.ky * y + wave.phase + wave.turn * time)
      result.x += slope * wave.ky
      result.y -= slope * wave.kx
    }
    return result
  }
}
