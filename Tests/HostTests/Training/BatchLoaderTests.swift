import ForeframeTraining
import Synchronization
import Testing

@Suite struct BatchLoaderTests {
  private struct Failure: Error, Equatable { let number: Int }

  @Test(arguments: [1, 2, 5], [1, 3])
  func batchesComeInOrder(_ depth: Int, threads: Int) throws {
    let loader = BatchLoader(first: 3, end: 60, depth: depth, threads: threads) { number in
      // Some take longer than their followers.
      if number % 7 == 0 { spin(0.002) }
      return number
    }
    var received: [Int] = []
    while let number = try loader.next() { received.append(number) }
    #expect(received == Array(3..<60))
    #expect(try loader.next() == nil)
  }

  @Test func nothingToLoadEndsAtOnce() throws {
    #expect(try BatchLoader(first: 5, end: 5) { $0 }.next() == nil)
  }

  @Test(arguments: [1, 4])
  func errorsComeAtTheirTurn(_ threads: Int) throws {
    let loader = BatchLoader(depth: 4, threads: threads) { number in
      if number >= 3 { throw Failure(number: number) }
      return number
    }
    #expect(try [loader.next(), loader.next(), loader.next()] == [0, 1, 2])
    for _ in 0..<2 { #expect(throws: Failure(number: 3)) { try loader.next() } }
  }

  @Test func noMoreThanTheDepthIsMadeAhead() throws {
    let made = Counter()
    let loader = BatchLoader(depth: 3, threads: 2) { number in
      made.add()
      return number
    }
    for expected in [3, 4] {
      waitUntil { made.value >= expected }
      spin(0.01)
      #expect(made.value == expected)
      _ = try loader.next()
    }
  }

  @Test func waitingIsCounted() throws {
    // One at a time: a slow consumer cannot hide every wait.
    let loader = BatchLoader(end: 10, depth: 1) { number in
      spin(0.02)
      return number
    }
    while try loader.next() != nil {}
    #expect(loader.secondsWaited > 0.01)
  }

  @Test func stoppingEndsEverything() throws {
    let made = Counter()
    let loader = BatchLoader(depth: 2) { number in
      made.add()
      return number
    }
    _ = try loader.next()
    loader.stop()
    loader.stop()
    #expect(try loader.next() == nil)
    let count = made.value
    spin(0.005)
    #expect(made.value == count)
  }

  @Test func forgottenLoadersEndTheirThreads() {
    let alive = Counter()
    for _ in 0..<50 {
      _ = BatchLoader(depth: 2, threads: 2) { number in
        alive.add()
        return number
      }
    }
    let count = alive.value
    spin(0.005)
    #expect(alive.value == count)
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
}

private func spin(_ seconds: Double) {
  let begin = ContinuousClock.now
  while begin.duration(to: .now) < .seconds(seconds) {}
}

/// At most ten seconds.
private func waitUntil(_ condition: () -> Bool) {
  let begin = ContinuousClock.now
  while !condition(), begin.duration(to: .now) < .seconds(10) {}
}
