import Foreframe
import ForeframeFrames
import Testing

/// Forecasts that are made lead by lead, from frames of which few are held, are those of a batch of all of
/// them, to the last sample.
@Suite struct LeadwiseForecasterTests {
  enum Kind: CaseIterable {
    case grey8, grey16, greyWithMark, greyAlpha, colours, masked
  }

  private static let height = 21
  private static let width = 34

  /// A bright square that moves by two pixels for each time step, over a slope.
  private static func frames(_ kind: Kind, count: Int) -> [Frame] {
    let type: FrameFormat.ColourType =
      switch kind {
      case .grey8, .grey16, .greyWithMark, .masked: .grey
      case .greyAlpha: .greyAlpha
      case .colours: .rgb
      }
    let format = FrameFormat(
      width: width, height: height, colourType: type, bitDepth: kind == .grey16 ? 16 : 8)
    return (0..<count).map { step in
      var frame = Frame(format: format)
      for y in 0..<height {
        for x in 0..<width {
          let isBright = (6..<14).contains(y) && (4 + 2 * step..<13 + 2 * step).contains(x)
          let value = (isBright ? 180 : 20) + 2 * x + y
          for channel in 0..<format.channels {
            frame[y, x, channel] = UInt16(
              kind == .grey16 ? 200 * value : value / (channel + 1))
          }
          if kind == .greyAlpha { frame[y, x, 1] = x > 30 || x == step ? 0 : 255 }
          if kind == .greyWithMark, y + step == 20 { frame[y, x] = 0 }
        }
      }
      if kind == .masked { frame.unobserved = (0..<height * width).map { $0 % width < 4 } }
      return frame
    }
  }

  @Test(
    arguments: [Baseline.motion, .damped, .fading, .cautious, .sharp, .mean], Kind.allCases)
  func theSameSamples(baseline: Baseline, kind: Kind) throws {
    let forecaster = baseline.forecaster
    let noData = kind == .greyWithMark ? 0 : nil
    for count in kind == .grey8 ? [1, 2, 3, 6] : [5] {
      let frames = Self.frames(kind, count: count)
      let encoding = forecaster.encoding(for: frames[0].format, noData: noData)
      let batch = FrameBatch(windows: [frames.map(encoding.encode)])
      let expected = try forecaster.forecast(batch, horizon: 3)
      var found: [Frame] = []
      try forecaster.forecast(frames, horizon: 3, noData: noData) { found.append($0) }
      #expect(found.count == 3)
      for (step, frame) in found.enumerated() {
        let whole = encoding.decode(
          expected.image(step: step, window: 0), like: frames[count - 1])
        #expect(frame.samples == whole.samples, "lead \(step + 1) of \(count) frames")
      }
      #expect(try forecaster.forecast(frames, horizon: 3, noData: noData) == found)
    }
  }

  /// Each frame that was looked at and each lead is reported, and a forecast can be ended at any of them.
  @Test func progress() throws {
    let frames = Self.frames(.grey8, count: 5)
    var reports: [[Int]] = []
    _ = try DampedForecaster().forecast(
      frames, horizon: 3, progress: ForecastProgress { reports.append([$0, $1]) })
    #expect(reports == (1...8).map { [$0, 8] })
    for last in 1...8 {
      var done = 0
      #expect(throws: ForecastError.cancelled) {
        _ = try DampedForecaster().forecast(
          frames, horizon: 3,
          progress: ForecastProgress { reached, _ in
            done = reached
          } isCancelled: {
            done == last
          })
      }
    }
  }

  @Test func framesOfTwoFormatsAreRefused() {
    let frames = Self.frames(.grey8, count: 2) + Self.frames(.grey16, count: 2)
    #expect(throws: ForecastError.self) { try MotionForecaster().forecast(frames, horizon: 1) }
  }
}
