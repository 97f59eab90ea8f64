import ForeframeFiles

/// A long text as batches for a ``LanguageTask``.
public struct TextStreams: Hashable, Sendable {
  public let symbols: [Int]
  /// Symbols that are read in a batch, one after the other.
  public let steps: Int
  /// Texts side by side.
  public let count: Int

  /// Symbols of each stream.
  private var length: Int { symbols.count / count }

  /// - Returns: nil if the text is too short for a single batch.
  public init?(_ symbols: [Int], steps: Int, count: Int) {
    guard steps > 0, count > 0, symbols.count / count > steps else { return nil }
    self.symbols = symbols
    self.steps = steps
    self.count = count
  }

  /// Batches of one pass through the text.
  public var batches: Int { (length - 1) / steps }

  /// A batch of `count` streams: each is an equal part of the text and is read from its beginning
  /// to its end, batch after batch; after the last one the next pass begins.
  ///
  /// - Parameter number: counted from 0, across passes.
  public func stream(_ number: Int) -> LanguageTask.Batch {
    let batch = number % batches
    return LanguageTask.Batch(
      symbols: rows { $0 * length + batch * steps }, continues: batch > 0)
  }

  /// A batch of windows from anywhere in the text.
  ///
  /// - Parameters:
  ///   - number: another number gives other windows.
  ///   - seed: of the whole run.
  public func windows(_ number: Int, seed: UInt64) -> LanguageTask.Batch {
    var random = SeededRandom(seed: seed, stream: UInt64(number))
    let starts = (0..<count).map { _ in random.below(symbols.count - steps) }
    return LanguageTask.Batch(symbols: rows { starts[$0] })
  }

  /// [steps + 1, count] from where each text starts.
  private func rows(_ start: (Int) -> Int) -> [Float] {
    let starts = (0..<count).map(start)
    return (0...steps).flatMap { time in starts.map { Float(symbols[$0 + time]) } }
  }
}
