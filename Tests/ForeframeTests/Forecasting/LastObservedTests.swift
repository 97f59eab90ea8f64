import Foreframe
import ForeframeFrames
import Testing

/// A frame of which nothing came through.
@Suite struct LastObservedTests {
  private func row(_ samples: [UInt16], _ type: FrameFormat.ColourType = .grey) -> Frame {
    Frame(
      format: FrameFormat(width: samples.count / type.channels, height: 1, colourType: type),
      samples: samples)
  }

  @Test func theLastValuesOfEachPixelStandForIt() throws {
    let frames = [row([1, 2, 9, 9]), row([3, 9, 4, 9]), row([9, 9, 9, 9]), row([9, 9, 9, 9])]
    let found = try ObservedFrames(frames, noData: 9)
    // The last pixel was never observed.
    #expect(
      found.frames.map(\.samples) == [[1, 2, 9, 9], [3, 9, 4, 9], [3, 2, 4, 9], [3, 2, 4, 9]])
    #expect(found.missingCount == 2 && found.lastIsMissing && found.missingShare == 0.25)
    #expect(found.warnings.count == 2 && found.warnings[0].contains("2 of 4 frames are wholly"))
    let next = try PersistenceForecaster().forecast(frames, horizon: 2, noData: 9)
    #expect(next.map(\.samples) == [[3, 2, 4, 9], [3, 2, 4, 9]])
  }

  @Test func alphaMarksToo() throws {
    let clear = row([50, 0, 60, 0], .greyAlpha)
    let next = try MeanForecaster().forecast(
      [row([10, 255, 20, 255], .greyAlpha), clear], horizon: 1)
    #expect(next[0].samples == [10, 255, 20, 255])
  }

  @Test func aPixelThatIsMissingInAnObservedFrameStaysMissing() throws {
    let found = try ObservedFrames([row([1, 2, 3]), row([4, 9, 6])], noData: 9)
    #expect(found.frames.map(\.samples) == [[1, 2, 3], [4, 9, 6]])
    #expect(found.missingCount == 0 && found.warnings.count == 1)
    #expect(try ObservedFrames([row([1, 2])], noData: 9).warnings.isEmpty)
  }

  @Test func framesBeforeTheFirstObservedOneAreLeftOut() throws {
    let found = try ObservedFrames([row([9, 9]), row([1, 2])], noData: 9)
    #expect(found.frames.map(\.samples) == [[1, 2]] && found.missingCount == 1)
    #expect(!found.lastIsMissing)
  }

  @Test func earlierFramesStandForWhatIsMissing() throws {
    let found = try ObservedFrames(
      [row([9, 9]), row([9, 9])], after: [row([1, 2]), row([3, 9])], noData: 9)
    #expect(found.frames.map(\.samples) == [[3, 2], [3, 2]] && found.missingCount == 2)
    #expect(found.lastIsMissing && found.missingShare == 0)
    #expect(throws: ForecastError.nothingObserved(count: 1)) {
      try ObservedFrames([row([9, 9])], after: [row([9, 9])], noData: 9)
    }
  }

  @Test func nothingObservedIsRefused() throws {
    for count in 1...3 {
      let frames = [Frame](repeating: row([9, 9]), count: count)
      let error = #expect(throws: ForecastError.nothingObserved(count: count)) {
        try PersistenceForecaster().forecast(frames, horizon: 1, noData: 9)
      }
      #expect(error?.exitStatus == .badData)
    }
  }

  @Test func marksAndThresholdsBeyondTheSamplesAreRefused() throws {
    let grey = FrameFormat(width: 2, height: 1)
    let deep = FrameFormat(width: 2, height: 1, bitDepth: 16)
    let palette = FrameFormat(
      width: 2, height: 1, colourType: .palette, bitDepth: 4,
      palette: [FrameFormat.PaletteEntry(red: 0, green: 0, blue: 0)])
    try SampleError.check(noData: 255, in: grey)
    try SampleError.check(noData: 65535, in: deep)
    try SampleError.check(noData: 15, in: palette)
    try SampleError.check(thresholds: [0.5, 255], in: grey)
    try SampleError.check(thresholds: [255], in: palette)
    for (mark, format) in [(256, grey), (16, palette), (65536, deep), (-1, grey)] {
      let error = #expect(throws: SampleError.self) {
        try SampleError.check(noData: mark, in: format)
      }
      #expect(error?.exitStatus == .usage && error?.message.contains("--nodata \(mark)") ?? false)
    }
    for (threshold, format) in [(255.5, grey), (256, palette), (65536, deep)] {
      #expect(throws: SampleError.self) {
        try SampleError.check(thresholds: [1, threshold], in: format)
      }
    }
  }
}
