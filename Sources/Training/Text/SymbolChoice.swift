import ForeframeFiles
import RealModule

/// How the next symbol is drawn from what a network says.
public struct SymbolChoice: Hashable, Sendable {
  /// What logits are divided by: below 1 likely symbols become likelier; 0 takes the likeliest.
  public var temperature: Double
  /// How many of the likeliest symbols may be drawn; nil: all.
  public var top: Int?

  public init(temperature: Double = 1, top: Int? = nil) {
    precondition(temperature >= 0, "a temperature of \(temperature)")
    precondition(top.map { $0 > 0 } ?? true, "none of the symbols may be drawn")
    self.temperature = temperature
    self.top = top
  }

  /// The number of a symbol. With equal logits the smaller number counts as likelier.
  ///
  /// - Parameter logits: at least one.
  public func draw(_ logits: some RandomAccessCollection<Float>, _ random: inout SeededRandom)
    -> Int
  {
    let order = logits.enumerated().sorted {
      $0.element == $1.element ? $0.offset < $1.offset : $0.element > $1.element
    }
    guard temperature > 0 else { return order[0].offset }
    let kept = order.prefix(top ?? order.count)
    let chances = kept.map {
      Double.exp((Double($0.element) - Double(order[0].element)) / temperature)
    }
    var left = random.uniform() * chances.reduce(0, +)
    for (candidate, chance) in zip(kept, chances) {
      left -= chance
      if left < 0 { return candidate.offset }
    }
    return kept[kept.count - 1].offset
  }
}
