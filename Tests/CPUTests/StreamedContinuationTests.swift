import Foreframe
import ForeframeCPUBackend
import ForeframeFrames
import Testing

/// A network that continues a sequence keeps its state, as far as it was trained to.
@Suite struct StreamedContinuationTests {
  @Test func theStateIsKeptAndMadeAnew() throws {
    let network = try NetworkForecaster(Bundled.model, on: try CPUBackend())
    let sequences = try Dataset.open(Bundled.digits).test
    let frames = try (sequences[0].readAll() + sequences[1].readAll()).enumerated().map {
      WatchedFrame(name: "\($0)", frame: $1)
    }
    let continuation = SequenceContinuations.of(network)
    #expect(continuation is StreamedContinuation)
    func next(_ end: Int) throws -> [Frame] {
      try continuation.forecast(
        Array(frames[..<end].suffix(continuation.reads)), horizon: 2, progress: ForecastProgress()
      ).frames
    }
    func streamed(_ range: Range<Int>) throws -> [Frame] {
      let stream = StreamingForecaster(network)
      for frame in frames[range] { try stream.observe(frame.frame) }
      return try stream.forecast(horizon: 2)
    }
    let (reads, longest) = (network.inputs, network.inputs + network.horizon)
    #expect(try next(reads) == streamed(0..<reads))
    // Some frames at once are the same as one after the other.
    #expect(try next(reads + 3) == streamed(0..<reads + 3))
    #expect(try next(longest) == streamed(0..<longest))
    // The state would go back further than those of training did.
    #expect(try next(longest + 1) == streamed(longest + 1 - reads..<longest + 1))
    // So would one that has not seen all of the frames.
    continuation.forget()
    #expect(try next(longest + 2) == streamed(longest + 2 - reads..<longest + 2))
    #expect(try next(reads) == streamed(0..<reads))
  }

  @Test func aSharpForecastIsThatOfPredict() throws {
    let network = try NetworkForecaster(Bundled.model, on: try CPUBackend())
    let frames = try Dataset.open(Bundled.digits).test[0].readAll(0..<10)
    let continuation = SequenceContinuations.of(network, isSharp: true)
    let made = try continuation.forecast(
      frames.enumerated().map { WatchedFrame(name: "\($0)", frame: $1) }, horizon: 2,
      progress: ForecastProgress())
    #expect(made.frames == (try network.sharpened.forecast(frames, horizon: 2)))
  }
}
