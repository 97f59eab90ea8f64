import ForeframeFiles
import ForeframeFrames

/// Uses the forecaster that was best on the frames that are known: each candidate forecasts the last
/// ones from those before them, at several cuts, and the least error decides.
///
/// Without training or a look at anything but the inputs, it says what each candidate is worth there.
/// It uses persistence unless another one is better by a margin; see ``SelectionRule``.
public struct AutoForecaster: Forecaster {
  /// What is chosen from, besides persistence, in order of preference.
  public let candidates: [any Forecaster]
  /// Hindcasts end after this time; one cut is always tried.
  public let timeLimit: Duration

  /// - Parameter candidates: nil: what needs no training.
  public init(_ candidates: [any Forecaster]? = nil, timeLimit: Duration = Self.usualTimeLimit) {
    self.candidates = candidates ?? Self.untrained
    self.timeLimit = timeLimit
  }

  public static let usualTimeLimit = Duration.seconds(30)

  /// The candidates that need no training.
  public static var untrained: [any Forecaster] {
    [Baseline.damped, .motion, .cautious, .fading, .mean].map(\.forecaster)
  }

  public static let name = "auto"
  public var name: String { Self.name }

  public func prepare(for spacing: FrameSpacing) {
    for candidate in candidates { candidate.prepare(for: spacing) }
  }

  /// That of the forecaster that takes least.
  public func memory(for work: ForecastWork) -> Int { PersistenceForecaster().memory(for: work) }

  public func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    let forecasts = try (0..<inputs.count).map { window in
      let shared = SharedInputs(inputs.window(window))
      let selection = try select(
        shared, reading: inputs.steps, horizon: horizon, progress: progress)
      return try forecaster(selection).forecast(
        shared, known: 0..<inputs.steps, horizon: horizon, progress: progress)
    }
    return .sideBySide(forecasts, validCount: inputs.validCount)
  }

  /// The candidate that a selection of this forecaster names.
  public func forecaster(_ selection: Selection) -> any Forecaster {
    selection.chosen == 0 ? PersistenceForecaster() : candidates[selection.chosen - 1]
  }

  /// The same choice for frames of a format that are 0 and 1 at the ends of a scale: networks read them
  /// on their own.
  public func aligned(to format: FrameFormat, _ scale: SampleScaling) -> AutoForecaster {
    AutoForecaster(
      candidates.map { candidate in
        candidate.scaling(for: format) == nil && candidate.patch == 1
          ? candidate
          : AlignedForecaster(candidate, format, scale: scale, reads: candidate.inputs)
      }, timeLimit: timeLimit)
  }

  /// Tries all candidates on frames that are known.
  ///
  /// - Parameters:
  ///   - inputs: one window.
  ///   - reads: frames that each candidate reads at most.
  ///   - horizon: frames that are wanted.
  ///   - block: side of the blocks of pixels whose means the frames are. Of reduced frames networks
  ///     are not tried: they know frames of their own scale.
  ///   - obstacle: why a candidate cannot be used, besides what it says itself; nil if it can.
  /// - Throws: ``ForecastError``, or the device's errors.
  public func select(
    _ inputs: SharedInputs, reading reads: Int, horizon: Int, reducedBy block: Int = 1,
    obstacle: (any Forecaster) throws -> String? = { _ in nil },
    progress: ForecastProgress = ForecastProgress()
  ) throws -> Selection {
    let batch = inputs.batch
    let plan = HindcastPlan(count: batch.steps, inputs: reads, horizon: horizon)
    let defective = Set(inputs.defectiveSteps(window: 0))
    let obstacles = try candidates.map { candidate in
      try candidate.obstacle(channels: batch.channels)
        ?? (block > 1 && isTrained(candidate)
          ? "not tried on reduced frames; name it alone with -m" : nil)
        ?? obstacle(candidate)
    }
    var persistence = LeadErrors()
    var errors = candidates.map { _ in LeadErrors() }
    let start = ContinuousClock.now
    var done = 0
    // From a frame that an instrument has spoilt nothing can be forecast.
    let cuts = plan.cuts.filter { !defective.contains($0.known.upperBound - 1) }
    for cut in cuts {
      // The next cut takes about as long as those before it.
      let spent = start.duration(to: .now)
      if done > 0, spent + spent / done > timeLimit { break }
      let end = cut.known.upperBound
      persistence.add(
        batch, known: end, besides: defective,
        forecast: batch.steps(cut.known).repeatingLast(horizon: cut.leads))
      for index in candidates.indices where obstacles[index] == nil {
        try progress.check()
        let forecast = try candidates[index].forecast(
          inputs, known: cut.known, horizon: cut.leads, progress: progress.silent)
        guard forecast.values.allSatisfy(\.isFinite) else {
          throw ForecastError.notFinite(model: candidates[index].name)
        }
        errors[index].add(batch, known: end, besides: defective, forecast: forecast)
      }
      done += 1
      try progress.update(done, of: cuts.count)
    }
    let rule = SelectionRule(inputs: batch.steps)
    let cautious = candidates.firstIndex { $0.name == Baseline.cautious.rawValue }
    let scores = zip(errors, obstacles).map { $1 == nil ? rule.score($0) : nil }
    let rows =
      [
        Selection.Row(
          name: PersistenceForecaster().name, errors: persistence, score: rule.score(persistence),
          obstacle: nil)
      ]
      + candidates.indices.map {
        Selection.Row(
          name: candidates[$0].name, errors: errors[$0], score: scores[$0],
          obstacle: obstacles[$0])
      }
    return Selection(
      rows: rows, chosen: rule.choice(scores, cautious: cautious).map { $0 + 1 } ?? 0,
      inputs: batch.steps, block: block, cutCount: done, isCutShort: done < cuts.count)
  }
}

/// Whether a candidate knows frames of one scale only.
private func isTrained(_ candidate: any Forecaster) -> Bool {
  candidate is AlignedForecaster || candidate.trainedOn != nil || candidate.patch > 1
}

extension FrameBatch {
  /// One window of several.
  func window(_ window: Int) -> FrameBatch {
    if count == 1 { return self }
    return FrameBatch(steps: steps, count: 1) { step, _ in image(step: step, window: window) }
  }

  /// The windows of several batches that agree in everything else.
  static func sideBySide(_ batches: [FrameBatch], validCount: Int) -> FrameBatch {
    if batches.count == 1 { return batches[0] }
    return FrameBatch(
      steps: batches[0].steps, count: batches.count, validCount: validCount
    ) { batches[$1].image(step: $0, window: 0) }
  }

  /// The last image, as the forecast of each lead.
  func repeatingLast(horizon: Int) -> FrameBatch { repeating(lastValues, horizon: horizon) }
}
