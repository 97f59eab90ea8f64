import Foreframe
import ForeframeCPUBackend
import ForeframeFiles
import ForeframeFrames
import ForeframeGraphCompiler
import Testing

/// A network's forecast reports how far it is, and can be ended between its launches.
@Suite struct ForecastProgressTests {
  private func batch(_ network: NetworkForecaster) throws -> FrameBatch {
    let sequence = try Dataset.open(Bundled.digits).test[0]
    let encoding = network.encoding(for: try sequence.format(of: 0))
    let images = try sequence.readAll(0..<4).map {
      encoding.encode($0).padded(toMultipleOf: network.patch)
    }
    return FrameBatch(windows: [images])
  }

  @Test func progressGoesToTheEndAndChangesNoByte() throws {
    let network = try NetworkForecaster(Bundled.model, on: try CPUBackend())
    let batch = try batch(network)
    let alone = try network.forecast(batch, horizon: 5)
    var reports: [(done: Int, total: Int)] = []
    let followed = try network.forecast(
      batch, horizon: 5, progress: ForecastProgress { reports.append(($0, $1)) })
    #expect(followed == alone)
    // A part for each frame that is read or predicted.
    #expect(reports.map(\.done) == Array(1...9))
    #expect(reports.allSatisfy { $0.total == 9 })
  }

  @Test(arguments: [0, 1, 4, 8])
  func aCancelledForecastCanBeMadeAgain(_ parts: Int) throws {
    let network = try NetworkForecaster(Bundled.model, on: try CPUBackend())
    let batch = try batch(network)
    let expected = try network.forecast(batch, horizon: 5)
    var done = 0
    let progress = ForecastProgress {
      done = $0
      _ = $1
    } isCancelled: {
      done >= parts
    }
    #expect(throws: ForecastError.cancelled) {
      try network.forecast(batch, horizon: 5, progress: progress)
    }
    // No launch runs after the wish.
    #expect(done == parts)
    #expect(try network.forecast(batch, horizon: 5) == expected)
  }

  @Test func aCancelledStreamGoesOnWhereItWas() throws {
    let network = try NetworkForecaster(Bundled.model, on: try CPUBackend())
    let frames = try Dataset.open(Bundled.digits).test[0].readAll(0..<3)
    let cancelled = StreamingForecaster(network)
    let other = StreamingForecaster(network)
    for frame in frames {
      try cancelled.observe(frame)
      try other.observe(frame)
      #expect(throws: ForecastError.cancelled) {
        try cancelled.forecast(progress: ForecastProgress(isCancelled: { true }))
      }
    }
    #expect(try cancelled.forecast(horizon: 2) == other.forecast(horizon: 2))
  }

  @Test func partsAreEven() {
    #expect(Array(0..<7).parts(3).map { Array($0) } == [[0, 1], [2, 3], [4, 5, 6]])
    #expect(Array(0..<2).parts(5).map { Array($0) } == [[0], [1]])
    #expect([Int]().parts(4).isEmpty)
  }
}
