import ForeframeFrames
import ForeframeMotion

/// The forecast of least squared error that needs no training: the last frame moves on, details fade as
/// they become unpredictable, and changes go on, as far as forecasts of the inputs from those before them
/// were right. The mean of two forecasts with different fields of motion.
///
/// With fewer than 3 input frames there is nothing to learn that from, and the last frame moves on as
/// ``MotionForecaster`` has it.
public struct DampedForecaster: Forecaster, Sendable {
  /// The methods whose damped forecasts are averaged.
  private let methods: [MotionMethod]
  public let name: String

  public init() { self.init([.dense, .mixed], name: Baseline.damped.rawValue) }

  init(_ methods: [MotionMethod], name: String) {
    self.methods = methods
    self.name = name
  }

  /// Nothing moves; details that cannot be predicted fade where they are. For a camera that stands still
  /// and things that move as they like.
  static let fading = DampedForecaster([.none], name: Baseline.fading.rawValue)

  /// With one field of motion: the mean of two is smoother than either.
  public var sharpened: any Forecaster { SharpForecaster() }

  /// What motion alone takes, and the frame before the last one, the normalisation of five Gaussians, two
  /// moved frames and a sum.
  public func memory(for work: ForecastWork) -> Int {
    work.bytes(planes: 7 * work.channels + 12 + (work.isComplete ? 0 : 3 * work.channels))
      + StreamedInputs.workingBytes(work)
  }

  public func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    try forecast(
      SharedInputs(inputs), known: 0..<inputs.steps, horizon: horizon, progress: progress)
  }

  public func forecast(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    if known.count <= 2, methods != [.none] {
      return try MotionForecaster().forecast(
        inputs, known: known, horizon: horizon, progress: progress)
    }
    return try inputs.forecast(name, known: known, horizon: horizon) {
      try makeForecast(inputs, known: known, horizon: horizon, progress: progress)
    }
  }

  private func makeForecast(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    let (first, last) = (known.lowerBound, known.upperBound - 1)
    return try inputs.forecastingWindows(horizon: horizon, progress: progress) { window, history in
      history.prepare(methods, newer: first + 1..<last + 1)
      let forecasts = try methods.map { method in
        try progress.check()
        return DampedForecast(
          history, MotionSettings(method, inputs: known.count), last: last, first: first,
          leads: horizon)
      }
      return try window.channels.map { channel in
        try progress.check()
        return DampedForecast.frames(
          meanOf: forecasts, channel, leads: horizon, range: 0...MotionInputs.scale)
      }
    }
  }

  /// Lead by lead, so that frames may be large.
  public func eachFrame(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress,
    _ body: (Frame) throws -> Void
  ) throws {
    try eachLead(after: observed, horizon: horizon, noData: noData, progress: progress, body)
  }

  /// Lead by lead, so that frames may be large.
  public func frames(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress
  ) throws -> [Frame] {
    try leadFrames(after: observed, horizon: horizon, noData: noData, progress: progress)
  }
}

extension DampedForecaster: LeadwiseForecaster {
  func leads(_ inputs: StreamedInputs, horizon: Int) throws -> any LeadStream {
    let (last, history) = (inputs.last, inputs.history)
    if last < 2, methods != [.none] {
      return try MotionForecaster().leads(inputs, horizon: horizon)
    }
    history.prepare(methods, newer: 1..<last + 1)
    let forecasts = methods.map {
      DampedForecast(
        history, MotionSettings($0, inputs: last + 1), last: last, first: 0, leads: horizon)
    }
    return PlaneLeads(
      inputs: inputs,
      channels: try inputs.channels(withBefore: true).map {
        DampedFrames(
          meanOf: forecasts, $0, bands: inputs.bands, range: 0...MotionInputs.scale,
          buffers: inputs.buffers)
      })
  }
}
