/// Prepares the next batches on background threads while the device works on the last one.
///
/// Batches come in the order of their numbers, whichever thread made them. An error comes at its
/// batch's turn, after the batches before it, and ends the loading. If no thread can be started,
/// batches are made when they are asked for.
public final class BatchLoader<Batch: Sendable>: Sendable {
  private struct State {
    var nextToMake: Int
    var nextToDeliver: Int
    var ready: [Int: Result<Batch, any Error>] = [:]
    var isStopped = false
    var secondsWaited = 0.0
  }

  private let state: Monitor<State>
  private let end: Int
  private let make: @Sendable (Int) throws -> Batch
  private let threads: [WorkerThread]

  /// Starts loading the batches `first`, `first + 1`... up to `end`, without end by default.
  ///
  /// - Parameters:
  ///   - depth: the most batches that are made, or in the making, before they are asked for.
  ///   - threads: at most `depth` are of use.
  ///   - make: makes a batch from its number; called on the threads, several at once if there are.
  public init(
    first: Int = 0, end: Int = .max, depth: Int = 2, threads: Int = 1,
    make: @escaping @Sendable (Int) throws -> Batch
  ) {
    precondition(depth > 0 && threads > 0, "a loader of depth \(depth) with \(threads) threads")
    let state = Monitor(State(nextToMake: first, nextToDeliver: first))
    self.state = state
    self.end = end
    self.make = make
    self.threads = (0..<threads).compactMap { _ in
      WorkerThread { Self.work(state, end, depth, make) }
    }
  }

  deinit { stop() }

  /// The next batch, or nil after the last one. Waits until it is made, and throws the error if making it failed.
  public func next() throws -> Batch? {
    if threads.isEmpty { return try nextWithoutThreads() }
    let begin = ContinuousClock.now
    let result: Result<Batch, any Error>? = state.wait { state in
      if state.isStopped || state.nextToDeliver >= end { return .some(nil) }
      guard let result = state.ready[state.nextToDeliver] else { return nil }
      // An error stays, for whoever asks again.
      if case .success = result {
        state.ready[state.nextToDeliver] = nil
        state.nextToDeliver += 1
      }
      return .some(result)
    }
    let waited = begin.duration(to: .now) / .seconds(1)
    state.withLock { $0.secondsWaited += waited }
    return try result?.get()
  }

  /// How long `next` has waited, in seconds: time in which the device had nothing to do.
  public var secondsWaited: Double { state.withLock { $0.secondsWaited } }

  /// Ends the loading; `next` returns nil from now on. Batches in the making are finished first.
  public func stop() {
    let wasStopped = state.withLock { state in
      defer { state.isStopped = true }
      return state.isStopped
    }
    if !wasStopped { threads.forEach { $0.join() } }
  }

  private static func work(
    _ state: Monitor<State>, _ end: Int, _ depth: Int, _ make: (Int) throws -> Batch
  ) {
    while true {
      let number: Int? = state.wait { state in
        if state.isStopped || state.nextToMake >= end { return .some(nil) }
        guard state.nextToMake - state.nextToDeliver < depth else { return nil }
        defer { state.nextToMake += 1 }
        return .some(state.nextToMake)
      }
      guard let number else { return }
      let result = Result { try make(number) }
      state.withLock { $0.ready[number] = result }
      if case .failure = result { return }
    }
  }

  private func nextWithoutThreads() throws -> Batch? {
    let number: Int? = state.withLock { state in
      state.isStopped || state.nextToDeliver >= end ? nil : state.nextToDeliver
    }
    guard let number else { return nil }
    let begin = ContinuousClock.now
    defer {
      let waited = begin.duration(to: .now) / .seconds(1)
      state.withLock { $0.secondsWaited += waited }
    }
    let batch = try make(number)
    state.withLock { $0.nextToDeliver += 1 }
    return batch
  }
}
