import Dispatch

/// Shares rows out to threads. What a row becomes must not depend on the others, so that the result is
/// the same for any number of threads.
enum Stripes {
  /// Calls `body` with ranges that make up 0..<`rows`; `cost` is what a row takes, in multiply-adds.
  static func run(_ rows: Int, cost: Int, _ body: (Range<Int>) -> Void) {
    let least = 200_000
    let parts = min(rows, max(1, rows * cost / least), 64)
    guard parts > 1 else { return body(0..<rows) }
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      body(part * rows / parts..<(part + 1) * rows / parts)
    }
  }

  /// The results of independent pieces of work, in order.
  static func map<Result: Sendable>(_ count: Int, _ body: (Int) -> Result) -> [Result] {
    guard count > 1 else { return (0..<count).map(body) }
    nonisolated(unsafe) let body = body
    let results = [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let start = buffer.baseAddress
      DispatchQueue.concurrentPerform(iterations: count) { index in
        start.map { ($0 + index).initialize(to: body(index)) }
      }
      initialized = count
    }
    return results
  }
}
