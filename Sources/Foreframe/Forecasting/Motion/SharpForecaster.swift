import ForeframeFiles
import ForeframeFrames
import ForeframeMotion

/// Another forecast with the sharpness of a real frame: each predicted frame gets the very values of the
/// last input, in the order of the values that were predicted.
///
/// The other forecast says where, the last frame how much. Without ``DampedForecaster``'s blur events are
/// as strong as they were; the squared error is a little higher.
public struct SharpForecaster: Forecaster {
  private let base: any Forecaster
  public let name: String

  /// The sharp forecast that needs no training.
  public init() {
    name = Baseline.sharp.rawValue
    base = DampedForecaster([.mixed], name: name)
  }

  /// The sharp forecast of another forecaster.
  public init(_ base: any Forecaster) {
    self.base = base
    name = "\(base.name), sharp"
  }

  public var inputs: Int { base.inputs }
  public var horizon: Int { base.horizon }
  public var patch: Int { base.patch }
  public var caseInputs: Int { base.caseInputs }
  public var notes: JSONObject { base.notes }
  public var trainedOn: FramesProvenance? { base.trainedOn }
  public var seen: SeenFrames? { base.seen }
  public var heldOut: SeenFrames? { base.heldOut }
  public var sharpened: any Forecaster { self }
  public func prepare(for spacing: FrameSpacing) { base.prepare(for: spacing) }
  public var smooth: any Forecaster { base is DampedForecaster ? DampedForecaster() : base }

  /// The other forecast, and lists of the places of all pixels in two orders.
  public func memory(for work: ForecastWork) throws -> Int {
    let lists = 8.multipliedOrLargest(work.planeBytes)
    return try base.memory(for: work) + lists
  }

  public func scaling(for format: FrameFormat) -> SampleScaling? { base.scaling(for: format) }
  public func obstacle(channels: Int) -> String? { base.obstacle(channels: channels) }

  public func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    try forecast(
      SharedInputs(inputs), known: 0..<inputs.steps, horizon: horizon, progress: progress)
  }

  public func forecast(
    _ shared: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    var forecast = try base.forecast(shared, known: known, horizon: horizon, progress: progress)
    let inputs = shared.batch
    let last = known.upperBound - 1
    for window in 0..<inputs.count {
      for channel in 0..<inputs.channels {
        let frame = inputs.plane(step: last, window: window, channel: channel)
        for lead in 0..<horizon {
          try progress.check()
          let masks = [
            inputs.mask(step: last, window: window), forecast.mask(step: lead, window: window),
          ].compactMap { $0 }
          var seen = Plane(height: inputs.height, width: inputs.width, repeating: 1)
          for mask in masks {
            for (i, value) in mask.enumerated() where value <= 0 { seen.values[i] = 0 }
          }
          let smooth = forecast.plane(step: lead, window: window, channel: channel)
          forecast.put(
            RankMatching.matched(smooth, to: frame, mask: seen), step: lead, window: window,
            channel: channel)
        }
      }
    }
    return forecast
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

extension SharpForecaster: LeadwiseForecaster {
  var isLeadwise: Bool { (base as? any LeadwiseForecaster)?.isLeadwise ?? false }

  func leads(_ inputs: StreamedInputs, horizon: Int) throws -> any LeadStream {
    SharpLeads(
      base: try leads(of: base, inputs, horizon: horizon), last: try inputs.lastImage())
  }
}

/// A forecast with the values of the last frame.
private struct SharpLeads: LeadStream {
  var base: any LeadStream
  let last: FrameImage

  mutating func next() throws -> FrameImage {
    var image = try base.next()
    var seen = Plane(height: image.height, width: image.width, repeating: 1)
    for mask in [last.mask, image.mask].compactMap(\.self) {
      for (i, value) in mask.enumerated() where value <= 0 { seen.values[i] = 0 }
    }
    for channel in 0..<image.channels {
      let sharp = RankMatching.matched(
        image.plane(channel), to: last.plane(channel), mask: seen)
      for i in sharp.values.indices {
        image.values[i * image.channels + channel] = sharp.values[i]
      }
    }
    return image
  }
}

extension FrameBatch {
  private func start(step: Int, window: Int) -> Int { (step * count + window) * height * width }

  /// One channel of one image.
  func plane(step: Int, window: Int, channel: Int) -> Plane {
    let start = start(step: step, window: window)
    return Plane(
      height: height, width: width,
      values: (0..<height * width).map { values[(start + $0) * channels + channel] })
  }

  /// Replaces one channel of one image.
  mutating func put(_ plane: Plane, step: Int, window: Int, channel: Int) {
    let start = start(step: step, window: window)
    for i in plane.values.indices { values[(start + i) * channels + channel] = plane.values[i] }
  }
}
