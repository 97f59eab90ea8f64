/// How often something happens for each value of a forecast: a step function that never falls, fitted to
/// pairs of values and outcomes (isotonic regression by pooling adjacent violators, Ayer et al. 1955).
///
/// Values are counted in bins, so that any number of pairs costs the same memory.
public struct MonotoneMap: Hashable, Sendable {
  private static let binCount = 256
  /// Pairs that the fit counts as having seen at the mean frequency, so that a bin of few pairs is never
  /// sure.
  private static let prior = 1.0

  private let range: ClosedRange<Float>
  private var counts = [Double](repeating: 0, count: binCount)
  private var events = [Double](repeating: 0, count: binCount)

  /// - Parameter range: of the values; those beyond count as its ends.
  public init(_ range: ClosedRange<Float>) { self.range = range }

  /// Whether nothing was counted.
  public var isEmpty: Bool { !counts.contains { $0 > 0 } }

  /// Counts a pair.
  public mutating func add(_ value: Float, happened: Bool) {
    let bin = bin(value)
    counts[bin] += 1
    if happened { events[bin] += 1 }
  }

  private func bin(_ value: Float) -> Int {
    let width = range.upperBound - range.lowerBound
    guard width > 0, value > range.lowerBound else { return 0 }
    return min(Int((value - range.lowerBound) / width * Float(Self.binCount)), Self.binCount - 1)
  }

  /// The fitted frequency of every bin; 0 without pairs.
  func frequencies() -> [Double] {
    let all = counts.reduce(0, +)
    guard all > 0 else { return counts }
    let mean = events.reduce(0, +) / all
    // Blocks of bins with their sums; two that fall become one.
    var blocks: [(bins: Int, count: Double, events: Double)] = []
    for bin in counts.indices {
      if counts[bin] == 0, !blocks.isEmpty {
        blocks[blocks.count - 1].bins += 1
        continue
      }
      blocks.append((1, counts[bin], events[bin]))
      while blocks.count > 1 {
        let (last, before) = (blocks[blocks.count - 1], blocks[blocks.count - 2])
        guard last.events * before.count <= before.events * last.count || before.count == 0 else {
          break
        }
        blocks.removeLast(2)
        blocks.append(
          (before.bins + last.bins, before.count + last.count, before.events + last.events))
      }
    }
    return blocks.flatMap { block in
      [Double](
        repeating: (block.events + Self.prior * mean) / (block.count + Self.prior),
        count: block.bins)
    }
  }

  /// The frequency for each of many values.
  public func frequencies(of values: some Sequence<Float>) -> [Float] {
    let table = frequencies().map { Float($0) }
    return values.map { table[bin($0)] }
  }

  /// The pairs of both.
  public mutating func add(_ other: MonotoneMap) {
    for bin in counts.indices {
      counts[bin] += other.counts[bin]
      events[bin] += other.events[bin]
    }
  }
}
