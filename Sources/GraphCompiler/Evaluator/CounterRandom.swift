import RealModule
import ForeframeTensorGraph

/// Random numbers that depend on (seed, step, node, position) alone: Philox 4x32-10 (Salmon et
/// al., "Parallel random numbers: as easy as 1, 2, 3", 2011). The meaning of `Kernels/random.cl`.
struct CounterRandom {
  private let key: (UInt32, UInt32)
  private let step: UInt32
  private let node: UInt32

  /// - Parameter seed: low part, high part and step, each below 2^24.
  init(seed: [UInt32], key node: UInt32) {
    key = (seed[0] | seed[1] << 24, seed[1] >> 8)
    step = seed[2]
    self.node = node
  }

  /// Four words for positions 4 * counter ..< 4 * counter + 4.
  private func words(_ counter: UInt64) -> [UInt32] {
    var c = (
      UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter >> 32), step, node
    )
    var k = key
    for _ in 0..<10 {
      let a = UInt32(0xD251_1F53).multipliedFullWidth(by: c.0)
      let b = UInt32(0xCD9E_8D57).multipliedFullWidth(by: c.2)
      c = (b.high ^ c.1 ^ k.0, b.low, a.high ^ c.3 ^ k.1, a.low)
      k = (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
    }
    return [c.0, c.1, c.2, c.3]
  }

  func numbers(_ distribution: Distribution, _ count: Int) -> [Double] {
    let unit = 1 / Double(1 << 24)
    var result: [Double] = []
    var counter: UInt64 = 0
    while result.count < count {
      let u = words(counter).map { Double($0 >> 8) * unit }
      counter += 1
      switch distribution {
      case .uniform: result += u
      case .normal:
        // Box and Muller; u is moved from [0, 1) to (0, 1].
        for pair in [0, 2] {
          let radius = (-2 * Double.log(u[pair] + unit)).squareRoot()
          let angle = 2 * Double.pi * u[pair + 1]
          result += [radius * Double.cos(angle), radius * Double.sin(angle)]
        }
      }
    }
    return Array(result.prefix(count))
  }
}
