import ForeframeFiles
import ForeframeFrames
import ForeframeGraphCompiler
import ForeframeTraining

/// Scores a forecaster on a data set, with forecasts without training (and any other reference) on the
/// same cases and pixels.
public final class Evaluation {
  public let forecaster: any Forecaster
  /// Further models that are scored on the same cases.
  public let others: [any Forecaster]
  public let options: EvaluationOptions
  let data: EvaluationData
  /// The references, the one asked for first; persistence is always among them.
  private let references: [any Forecaster]
  /// For each reference the model that is the very same forecast.
  private let equals: [Int?]

  /// Opens the data set at `path`.
  ///
  /// - Parameters:
  ///   - others: models that are scored on the same cases. A case is as long as the one that reads
  ///     most frames wants it, and as the one that predicts fewest.
  ///   - reference: what the skill is measured against; persistence is scored in any case.
  /// - Throws: what reading the data set throws.
  public init(
    _ path: String, _ forecaster: any Forecaster, others: [any Forecaster] = [],
    against reference: any Forecaster = PersistenceForecaster(),
    options: EvaluationOptions = EvaluationOptions()
  ) throws {
    self.options = options
    let data = try EvaluationData(path, [forecaster] + others, options)
    self.data = data
    func aligned(_ model: any Forecaster) -> any Forecaster {
      AlignedForecaster(
        model, data.format, scale: data.encoding.scaling,
        reads: options.inputs == nil ? model.caseInputs : nil)
    }
    self.forecaster = others.isEmpty ? forecaster : aligned(forecaster)
    self.others = others.map(aligned)
    var references = [reference]
    for baseline in [.persistence] + options.baselines
    where !references.contains(where: { $0.name == baseline.rawValue }) {
      references.append(baseline.forecaster)
    }
    self.references = references
    let models = [forecaster] + others
    equals = references.map { reference in
      // Those that read the same frames and are of a kind without settings.
      models.firstIndex {
        Baseline(rawValue: $0.name) != nil && $0.name == reference.name
          && type(of: $0) == type(of: reference)
          && (others.isEmpty || options.inputs != nil || $0.caseInputs == data.inputs)
      }
    }
  }

  /// The number of cases.
  public var caseCount: Int { data.caseCount }
  /// Frames read and predicted.
  public var inputs: Int { data.inputs }
  public var horizon: Int { data.horizon }

  /// What is evaluated, line by line, for people.
  public var summary: [String] {
    var lines = data.sequences.prefix(2).map { "\($0.name): \($0.patternDescription)" }
    let rest = data.sequences.count - 2
    if rest > 0 { lines.append("\(rest) more sequence\(rest == 1 ? "" : "s")") }
    let ignored = data.dataset.ignored
    if let first = ignored.first {
      lines.append("\(ignored.count) files left out, such as \(first)")
    }
    lines += data.dataset.notes.prefix(5)
    let range = data.encoding.scaling
    if let reduced = data.source.geometry.reduced, options.scale == .asTrained {
      lines.append(
        "the frames are reduced to \(reduced), as those were that the model was trained on; --size "
          + "full scores them as they are")
    }
    lines.append(
      "\(caseCount) cases of \(inputs) frames in and \(horizon) out, \(data.size), samples "
        + "\(DecimalText.brief(Double(range.minimum))) to "
        + "\(DecimalText.brief(Double(range.maximum))) as 0 to 1")
    return lines
  }

  /// What a person should know before the scores: frames that a model has seen in training, or that
  /// are unlike those.
  public func warnings() throws -> [String] {
    try data.warnings + data.misfits([forecaster] + others)
  }

  /// Runs over all cases.
  ///
  /// - Parameter progress: is told how many cases are done, and may end the evaluation.
  /// - Throws: ``EvaluationError``, `ForecastError.cancelled`, or what reading and forecasting throw.
  public func run(
    progress: ForecastProgress = ForecastProgress()
  ) throws -> EvaluationResult {
    let start = ContinuousClock.now
    let scoring = ScoreOptions(
      convention: options.convention, thresholds: options.thresholds.map(data.value(ofSample:)),
      windows: options.thresholds.isEmpty ? [] : options.windows, wavelengths: options.wavelengths,
      resamples: options.resamples, seed: options.seed)
    let models = [forecaster] + others
    var quantiles = models.map { model in
      model.quantileLevels.isEmpty
        ? nil : QuantileScores(levels: model.quantileLevels, leadCount: horizon)
    }
    var accumulator = ScoreAccumulator(
      leadCount: horizon, forecasts: models.count + references.count, options: scoring)
    let data = data
    let blocks = CaseBlocks(data.source.index.windows, length: inputs + horizon)
    let loader = BatchLoader(end: data.batchCount) { try data.batch($0) }
    defer { loader.stop() }
    var number = 0
    while let batch = try loader.next() {
      try add(batch, number, blocks, &accumulator, &quantiles, progress.silent)
      number += 1
      try progress.update(min(number * data.source.batchSize, caseCount), of: caseCount)
    }
    let table = accumulator.table()
    let seconds = start.duration(to: .now) / .seconds(1)
    return EvaluationResult(
      model: forecaster.name,
      comparisons: references.enumerated().map { place, reference in
        EvaluationResult.Comparison(
          reference: reference.name,
          report: table.report(model: 0, reference: models.count + place))
      },
      others: others.enumerated().map { place, other in
        EvaluationResult.Other(
          model: other.name, report: table.report(model: place + 1, reference: models.count))
      },
      table: table, blocks: blocks.kind,
      quantiles: zip(models, quantiles).compactMap { model, scores in
        scores.map { EvaluationResult.Quantiles(model: model.name, scores: $0) }
      },
      cases: accumulator.cases(model: 0, reference: models.count), inputs: inputs,
      horizon: horizon, thresholds: options.thresholds, data: try facts(), seconds: seconds)
  }

  private func add(
    _ batch: FrameBatch, _ number: Int, _ blocks: CaseBlocks, _ accumulator: inout ScoreAccumulator,
    _ quantiles: inout [QuantileScores?], _ progress: ForecastProgress
  ) throws {
    let observed = batch.steps(0..<inputs)
    let first = number * data.source.batchSize
    let truth = batch.steps(inputs..<batch.steps).upperLeft(data.size)
    let models = try ([forecaster] + others).enumerated().map { place, model in
      guard quantiles[place] != nil else {
        return try checked(
          model.forecast(observed, horizon: horizon, progress: progress), model, first
        ).upperLeft(data.size)
      }
      let forecast = try model.quantileForecast(observed, horizon: horizon, progress: progress)
        .map { try checked($0, model, first).upperLeft(data.size) }
      quantiles[place]?.add(forecast, truth: truth, scaling: data.encoding.scaling)
      return forecast.frames
    }
    let references = try referenceForecasts(observed, models, progress).enumerated().map {
      try checked($0.element, self.references[$0.offset], first)
    }
    let places = (first..<first + batch.count).map { min($0, data.source.index.count - 1) }
    accumulator.add(
      truth: truth.values, mask: truth.mask.numbers(steps: horizon),
      forecasts: (models + references).map {
        ScoreAccumulator.Forecast(values: $0.values, mask: $0.mask.numbers(steps: horizon))
      },
      shape: ScoreAccumulator.BatchShape(
        count: batch.count, validCount: batch.validCount, height: truth.height,
        width: truth.width, channels: truth.channels),
      names: places.map(data.name), groups: places.map { blocks.group(of: $0) })
  }

  /// Forecasts of the references. Those that find motion do so in the same frames once.
  ///
  /// - Parameters:
  ///   - observed: frames as the models read them.
  ///   - models: their forecasts, which may be those of references, too.
  private func referenceForecasts(
    _ observed: FrameBatch, _ models: [FrameBatch], _ progress: ForecastProgress
  ) throws -> [FrameBatch] {
    let frames = observed.upperLeft(data.size)
    let places = references.indices.filter { equals[$0] == nil && references[$0].patch == 1 }
    // Window by window, since shared frames remember the motion of one; what fills a batch is left out.
    let windows = try (0..<max(1, frames.validCount)).map { window in
      let shared = SharedInputs(frames.window(window))
      return try places.map {
        try references[$0].forecast(
          shared, known: 0..<inputs, horizon: horizon, progress: progress)
      }
    }
    return try references.indices.map { reference in
      if let model = equals[reference] { return models[model] }
      guard let place = places.firstIndex(of: reference) else {
        return try references[reference]
          .forecast(observed, horizon: horizon, progress: progress).upperLeft(data.size)
      }
      return FrameBatch(steps: horizon, count: frames.count, validCount: frames.validCount) {
        windows[min($1, windows.count - 1)][place].image(step: $0, window: 0)
      }
    }
  }

  private func checked(
    _ forecast: FrameBatch, _ forecaster: any Forecaster, _ first: Int
  ) throws -> FrameBatch {
    guard forecast.values.allSatisfy(\.isFinite) else {
      throw EvaluationError.notFinite(model: forecaster.name, place: data.name(first))
    }
    return forecast
  }

  /// One case again, for pictures: all frames, the forecast, and that of each reference.
  func pictures(
    ofCase index: Int
  ) throws -> (frames: [FrameImage], forecast: [FrameImage], references: [[FrameImage]]) {
    let batch = try data.batch(index / data.source.batchSize)
    let window = index % data.source.batchSize
    let observed = batch.steps(0..<inputs)
    func images(_ batch: FrameBatch, _ window: Int) -> [FrameImage] {
      (0..<batch.steps).map { batch.image(step: $0, window: window, size: data.size) }
    }
    let forecast = try forecaster.forecast(observed, horizon: horizon)
    let shared = SharedInputs(observed.window(window))
    return (
      images(batch, window), images(forecast, window),
      try zip(references, equals).map { reference, equal in
        try equal == 0
          ? images(forecast, window)
          : images(
            reference.forecast(
              shared, known: 0..<inputs, horizon: horizon, progress: ForecastProgress()), 0)
      }
    )
  }

  private func facts() throws -> EvaluationResult.DataFacts {
    let format = try data.sequences[0].format(of: 0, limits: options.limits)
    return EvaluationResult.DataFacts(
      path: data.dataset.path,
      split: data.part, sequences: data.sequences.count,
      frames: data.sequences.reduce(0) { $0 + $1.count }, format: "\(format)",
      size: data.size, minimum: data.encoding.scaling.minimum,
      maximum: data.encoding.scaling.maximum,
      cadence: data.sequences[0].cadence?.description,
      fingerprint: try ContentScan(data.sequences).fingerprint, stride: options.stride)
  }
}
