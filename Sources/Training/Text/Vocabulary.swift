/// The symbols of a text, and their numbers.
public struct Vocabulary: Hashable, Sendable {
  /// By number.
  public let symbols: [String]
  private let numbers: [String: Int]
  /// The number of whatever is not among the symbols; nil if there is none.
  public let unknown: Int?

  public var count: Int { symbols.count }

  /// Symbols in an order of one's own.
  ///
  /// - Parameter unknown: the symbol that stands for all others; is added at the end if it is not
  ///   there.
  public init(_ symbols: [String], unknown: String? = nil) {
    var all = symbols
    if let unknown, !all.contains(unknown) { all.append(unknown) }
    self.symbols = all
    numbers = Dictionary(zip(all, all.indices), uniquingKeysWith: { first, _ in first })
    self.unknown = unknown.flatMap { [numbers] in numbers[$0] }
  }

  /// The symbols that a text has: the most frequent first, of equally frequent ones the one that
  /// comes first in the alphabet.
  ///
  /// - Parameters:
  ///   - limit: how many at most; nil: all.
  ///   - unknown: the symbol for those that are left out.
  public init(of text: some Sequence<String>, limit: Int? = nil, unknown: String? = nil) {
    var counts: [String: Int] = [:]
    for symbol in text { counts[symbol, default: 0] += 1 }
    let order = counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
    self.init(order.prefix(limit ?? order.count).map(\.key), unknown: unknown)
  }

  /// A symbol's number; that of the unknown one, or nil, for one that is not there.
  public func number(of symbol: String) -> Int? { numbers[symbol] ?? unknown }

  /// Numbers of a text; what is not there and has no unknown symbol is left out.
  public func encode(_ text: some Sequence<String>) -> [Int] { text.compactMap(number) }

  /// The symbols of some numbers.
  public func decode(_ numbers: some Sequence<Int>) -> [String] { numbers.map { symbols[$0] } }
}

extension String {
  /// The characters as symbols, as a person counts them.
  public var characterSymbols: [String] { map { String($0) } }
}
