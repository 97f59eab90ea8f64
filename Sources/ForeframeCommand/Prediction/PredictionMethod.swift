import Foreframe
import ForeframeFiles
import ForeframeFrames

/// How `predict` comes to its forecaster, and what it says of it.
enum PredictionMethod {
  /// The user named it, and it needs no test: it is what others are compared with.
  case untested(any Forecaster)
  /// The user named it; it is tried on the last frames first.
  case tested(any Forecaster)
  /// The best of several on the last frames.
  case chosen(AutoForecaster)

  /// - Parameter hasHindcast: whether a named forecaster may be tried first.
  init(_ model: ForecastModel, _ forecaster: any Forecaster, hasHindcast: Bool) {
    switch (model, forecaster) {
    case (.auto, let auto as AutoForecaster): self = .chosen(auto)
    case (.network, _) where hasHindcast: self = .tested(forecaster)
    case (.auto, _), (.network, _), (.baseline, _): self = .untested(forecaster)
    }
  }

  /// What the request's defaults are taken from.
  var forecaster: any Forecaster {
    switch self {
    case .untested(let forecaster), .tested(let forecaster): forecaster
    case .chosen(let auto): auto
    }
  }

  /// Frames that are read besides those of the forecast, for hindcasts.
  ///
  /// - Parameter hasChances: whether chances are counted in hindcasts.
  func comparedCount(
    _ sequence: FrameSequence, wanted: Int, horizon: Int, hasChances: Bool
  ) -> Int {
    if hasChances { return AutoForecaster.moreFrames }
    return switch self {
    case .untested: 0
    case .tested: Hindcast.count(available: sequence.count, inputs: wanted, horizon: horizon)
    case .chosen: AutoForecaster.moreFrames
    }
  }

  /// Whether large frames may be reduced for the trials: a network knows frames of one scale.
  var triesReducedFrames: Bool {
    switch self {
    case .untested, .tested: false
    case .chosen: true
    }
  }

  /// Tries forecasters on what was read, and says what came of it.
  func outcome(
    _ input: PredictionInput, _ request: PredictionRequest, time: LeadTime
  ) throws -> PredictionOutcome {
    let horizon = request.horizon ?? forecaster.horizon
    switch self {
    case .untested(let forecaster): return PredictionOutcome(forecaster)
    case .tested(let forecaster):
      let hindcast = try Hindcast(
        forecaster, input.read, inputs: input.wanted, horizon: horizon, noData: request.noData)
      if let hindcast {
        if hindcast.isWorse {
          Console.warning(
            hindcast.sentence + ": it may not be made for such frames; leave out -m for the best "
              + "of those that need no training")
        } else {
          Console.note("hindcast: " + hindcast.sentence)
        }
      }
      return PredictionOutcome(forecaster, hindcast: hindcast)
    case .chosen(let auto):
      var progress = Progress("trying forecasts", unit: "cuts", total: nil)
      defer { progress.finish() }
      let (forecaster, selection) = try auto.select(
        input.read, reading: input.wanted, horizon: horizon, noData: request.noData,
        reducedBy: input.trialBlock,
        obstacle: { try request.memory.obstacle($0, input.work(horizon)) },
        progress: ForecastProgress { done, _ in progress.update(done) })
      let scaling = auto.encoding(for: input.read[0].format).scaling
      let table = SelectionTable(
        selection: selection, time: time, range: Double(scaling.maximum - scaling.minimum))
      for line in table.lines { Console.note(line) }
      return PredictionOutcome(forecaster, selection: selection)
    }
  }
}
