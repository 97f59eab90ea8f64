import Dispatch

/// Shares rows out to threads. What a row becomes must not depend on the others, so that the result is
/// the same for any number of threads.
package enum Stripes {
  /// How many threads work; nil: as many as the processor has cores.
  @TaskLocal package static var threads: Int?

  /// Calls `body` with ranges that make up 0..<`rows`; `cost` is what a row takes, in multiply-adds.
  static func run(_ rows: Int, cost: Int, _ body: (Range<Int>) -> Void) {
    let least = 200_000
    let parts = min(rows, max(1, rows * cost / least), 64)
    guard parts > 1 else { return body(0..<rows) }
    perform(parts) { body($0 * rows / parts..<($0 + 1) * rows / parts) }
  }

  /// The same, where each call has memory for `scratch` values, which are not set.
  static func run(
    _ rows: Int, cost: Int, scratch: Int, _ body: (Range<Int>, UnsafeMutablePointer<Float>) -> Void
  ) {
    run(rows, cost: cost) { part in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: max(scratch, 1)) { memory in
        if let start = memory.baseAddress { body(part, start) }
      }
    }
  }

  /// The results of independent pieces of work, in order.
  ///
  /// - Parameter atOnce: pieces that a thread takes at a time.
  static func map<Result: Sendable>(
    _ count: Int, atOnce: Int = 1, _ body: (Int) -> Result
  ) -> [Result] {
    // The thread sanitizer takes it for a race that the standard library sets the count of all empty arrays.
    if count == 0 { return [] }
    return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let start = buffer.baseAddress
      perform((count + atOnce - 1) / atOnce) { part in
        for index in part * atOnce..<min((part + 1) * atOnce, count) {
          start.map { ($0 + index).initialize(to: body(index)) }
        }
      }
      initialized = count
    }
  }

  private static func perform(_ count: Int, _ body: (Int) -> Void) {
    if count == 1 { return body(0) }
    nonisolated(unsafe) let body = body
    guard let threads else {
      return DispatchQueue.concurrentPerform(iterations: count) { body($0) }
    }
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for index in stride(from: thread, to: count, by: threads) { body(index) }
    }
  }
}
