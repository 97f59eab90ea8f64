import Foundation

/// How much of the tables a test run goes through.
///
/// `make test` runs every test, with so many rows that each operation and each kernel is covered on every
/// device. `make test-all` sets `FOREFRAME_TESTS=all` and runs every row in every tile and precision.
public enum TestExtent {
  /// Whether every row is run.
  public static let isWhole = ProcessInfo.processInfo.environment["FOREFRAME_TESTS"] == "all"

  /// All rows in `make test-all`, otherwise those that `isUsual` picks.
  public static func rows<Row>(_ all: [Row], usually isUsual: (Row) -> Bool) -> [Row] {
    isWhole ? all : all.filter(isUsual)
  }

  /// All rows in `make test-all`, otherwise every `step`th, starting with the first.
  public static func rows<Row>(_ all: [Row], usuallyEvery step: Int) -> [Row] {
    isWhole ? all : stride(from: 0, to: all.count, by: step).map { all[$0] }
  }

  /// All rows in `make test-all`, otherwise every `step`th, and the first of each kind.
  public static func rows<Row, Kind: Hashable>(
    _ all: [Row], usuallyEvery step: Int, andFirstOf kind: (Row) -> Kind
  ) -> [Row] {
    var seen: Set<Kind> = []
    return all.enumerated().compactMap { index, row in
      let isFirst = seen.insert(kind(row)).inserted
      return isWhole || isFirst || index.isMultiple(of: step) ? row : nil
    }
  }

  /// All rows in `make test-all`, otherwise those at some positions.
  public static func rows<Row>(_ all: [Row], usuallyAt positions: [Int]) -> [Row] {
    isWhole ? all : positions.filter(all.indices.contains).map { all[$0] }
  }
}
