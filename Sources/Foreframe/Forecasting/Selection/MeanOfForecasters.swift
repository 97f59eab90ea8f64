import ForeframeFiles
import ForeframeFrames

/// The mean of several forecasts. Where they disagree it is smoother than each, and its squared error is
/// at most the mean of theirs.
public struct MeanOfForecasters: Forecaster {
  public let name: String
  private let members: [any Forecaster]

  /// - Parameter members: at least one; those that read frames of any format on its own scale.
  public init(_ members: [any Forecaster], name: String) {
    precondition(!members.isEmpty, "the mean of no forecasts")
    self.members = members
    self.name = name
  }

  /// Half motion, half none: errs less than ``DampedForecaster`` where motion changes its mind.
  static var cautious: MeanOfForecasters {
    MeanOfForecasters(
      [DampedForecaster(), DampedForecaster.fading], name: Baseline.cautious.rawValue)
  }

  /// That of the largest member, and a forecast more for each other.
  public func memory(for work: ForecastWork) throws -> Int {
    let largest = try members.map { try $0.memory(for: work) }.max() ?? 0
    return largest + 3 * work.planeBytes.multipliedOrLargest(members.count - 1)
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
    var sum = try members[0].forecast(
      inputs, known: known, horizon: horizon, progress: progress.share(0, of: members.count))
    for (index, member) in members.enumerated().dropFirst() {
      let forecast = try member.forecast(
        inputs, known: known, horizon: horizon, progress: progress.share(index, of: members.count))
      for place in sum.values.indices { sum.values[place] += forecast.values[place] }
      sum.mask = sum.mask.and(forecast.mask, steps: horizon)
    }
    let share = 1 / Float(members.count)
    for place in sum.values.indices { sum.values[place] *= share }
    return sum
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

extension MeanOfForecasters: LeadwiseForecaster {
  var isLeadwise: Bool {
    members.allSatisfy { ($0 as? any LeadwiseForecaster)?.isLeadwise ?? false }
  }

  func leads(_ inputs: StreamedInputs, horizon: Int) throws -> any LeadStream {
    MeanLeads(members: try members.map { try leads(of: $0, inputs, horizon: horizon) })
  }
}

/// The mean of forecasts that are made side by side.
private struct MeanLeads: LeadStream {
  var members: [any LeadStream]

  mutating func next() throws -> FrameImage {
    var sum = try members[0].next()
    for index in members.indices.dropFirst() {
      let image = try members[index].next()
      for place in sum.values.indices { sum.values[place] += image.values[place] }
      if let mask = image.mask {
        sum.mask = sum.mask.map { zip($0, mask).map { $0 * $1 } } ?? mask
      }
    }
    let share = 1 / Float(members.count)
    for place in sum.values.indices { sum.values[place] *= share }
    return sum
  }
}
