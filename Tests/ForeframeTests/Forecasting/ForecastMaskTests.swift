import Foreframe
import ForeframeFrames
import Testing

/// What is missing goes with the frames from reading to writing.
@Suite struct ForecastMaskTests {
  /// Predicts what persistence does, with the missing pixels one further to the right.
  private struct Drift: Forecaster {
    var name: String { "drift" }
    func forecast(
      _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
    ) throws -> FrameBatch {
      var batch = try PersistenceForecaster().forecast(inputs, horizon: horizon)
      let mask = inputs.steps(inputs.steps - 1..<inputs.steps).denseMask
      batch.mask = .steady([1] + mask.dropLast())
      return batch
    }
  }

  private func row(_ samples: [UInt16], _ type: FrameFormat.ColourType = .grey) -> Frame {
    Frame(
      format: FrameFormat(width: samples.count / type.channels, height: 1, colourType: type),
      samples: samples)
  }

  @Test func missingPixelsStayAsTheyAre() throws {
    let frame = row([9, 7, 9, 5])
    for forecaster in [PersistenceForecaster(), MeanForecaster()] as [any Forecaster] {
      let next = try forecaster.forecast([frame], horizon: 2, noData: 9)
      #expect(next == [frame, frame])
    }
    #expect(
      try UpsideDown(base: MeanForecaster()).forecast([frame], horizon: 1, noData: 9)[0] == frame)
  }

  @Test func theMeanIsOfWhatWasObserved() throws {
    let frames = [row([10, 9, 9]), row([20, 30, 9]), row([30, 9, 9])]
    let next = try MeanForecaster().forecast(frames, horizon: 1, noData: 9)
    // The middle is missing in the last frame.
    #expect(next[0].samples == [20, 9, 9])
  }

  @Test func aForecasterMaySayWhatIsMissing() throws {
    // By a sample: marked anew, and filled where there was no mark.
    let next = try Drift().forecast([row([9, 7, 3, 5])], horizon: 1, noData: 9)
    #expect(next[0].samples == [0, 9, 3, 5])
    // By alpha: none where nothing is predicted, all of it where nothing was known.
    let clear = row([40, 0, 50, 100, 60, 255], .greyAlpha)
    let drifted = try Drift().forecast([clear], horizon: 1)
    #expect(drifted[0].samples == [0, 255, 50, 0, 60, 255])
    // Without a mark there is no way to say it.
    let plain = row([1, 2])
    let mask = FrameImage(height: 1, width: 2, channels: 1, values: [1, 1], mask: [0, 1])
    #expect(FrameEncoding(format: plain.format).decode(mask, like: plain).samples == [1, 255])
  }

  @Test func masksAreKeptAsShortAsTheyAre() throws {
    let whole = FrameImage(height: 2, width: 2, channels: 1, values: [1, 2, 3, 4])
    var cut = whole
    cut.mask = [0, 1, 1, 1]
    let batch = FrameBatch(windows: [[whole, whole], [whole, cut]])
    #expect(batch.mask == .byStep([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1]))
    #expect(batch.lastMask == .steady([1, 1, 1, 1, 0, 1, 1, 1]))
    #expect(batch.mask(step: 1, window: 1).map(Array.init) == [0, 1, 1, 1])
    #expect(FrameBatch(windows: [[whole], [whole]]).mask == .everything)

    let forecast = try PersistenceForecaster().forecast(batch, horizon: 3)
    #expect(forecast.mask == batch.lastMask)
    #expect(forecast.steps(1..<3).denseMask == [1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1])
    #expect(forecast.image(step: 2, window: 1) == cut)
    #expect(
      forecast.image(step: 2, window: 1, size: FrameSize(height: 2, width: 1))
        == FrameImage(height: 2, width: 1, channels: 1, values: [1, 3], mask: [0, 1]))
    #expect(
      forecast.image(step: 2, window: 0, size: FrameSize(height: 1, width: 2))
        == FrameImage(height: 1, width: 2, channels: 1, values: [1, 2]))
  }

  @Test func masksAreJoined() {
    let steady = FrameMask.steady([0, 1])
    let byStep = FrameMask.byStep([1, 1, 1, 0])
    #expect(FrameMask.everything.and(steady, steps: 2) == steady)
    #expect(steady.and(.everything, steps: 2) == steady)
    #expect(steady.and(.steady([1, 0]), steps: 2) == .steady([0, 0]))
    #expect(steady.and(byStep, steps: 2) == .byStep([0, 1, 0, 0]))
    #expect(byStep.and(steady, steps: 2) == .byStep([0, 1, 0, 0]))
    #expect(FrameMask.everything.numbers(steps: 2) == nil)
  }
}
