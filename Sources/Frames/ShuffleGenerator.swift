/// A small generator (splitmix64: Steele, Lea, Flood 2014) for the order of windows and the places
/// of crops: the same numbers for the same keys on every machine.
struct ShuffleGenerator {
  private var state: UInt64

  /// Independent numbers for every combination of keys.
  init(_ keys: UInt64...) {
    state = 0
    for key in keys { state = Self.mix(state ^ key) &+ 0x9e37_79b9_7f4a_7c15 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.mix(state)
  }

  /// 0..<bound; the bias is below 2^-32 for any bound that fits in memory.
  mutating func next(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// 0..<count in random order.
  static func permutation(_ count: Int, keys: (UInt64, UInt64)) -> [Int] {
    var generator = ShuffleGenerator(keys.0, keys.1)
    var order = Array(0..<count)
    for index in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(index, generator.next(below: index + 1))
    }
    return order
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
