import ForeframeFiles
import ForeframeFrames
import ForeframeGraphCompiler
import ForeframeTraining

/// Scores a forecaster on a data set, with persistence (and any other reference) on the same cases.
public final class Evaluation {
  public let forecaster: any Forecaster
  /// Further models that are scored on the same cases.
  public let others: [any Forecaster]
  public let options: EvaluationOptions
  let data: EvaluationData
  /// The references, the one asked for first; persistence is always among them.
  private let references: [any Forecaster]

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
    let persistence = PersistenceForecaster()
    references = reference.name == persistence.name ? [reference] : [reference, persistence]
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
      "\(caseCount) cases of \(inputs) frames in and \(horizon) out, \(data.source.size), samples "
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
      resamples: options.resamples, seed: options.seed)
    var accumulators = (references + others).map { _ in
      ScoreAccumulator(leadCount: horizon, options: scoring)
    }
    let data = data
    let loader = BatchLoader(end: data.batchCount) { try data.batch($0) }
    defer { loader.stop() }
    var number = 0
    while let batch = try loader.next() {
      try add(batch, number, &accumulators, progress.silent)
      number += 1
      try progress.update(min(number * data.source.batchSize, caseCount), of: caseCount)
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    return EvaluationResult(
      model: forecaster.name,
      comparisons: zip(references, accumulators).map {
        EvaluationResult.Comparison(reference: $0.name, report: $1.report())
      },
      others: zip(others, accumulators.dropFirst(references.count)).map {
        EvaluationResult.Other(model: $0.name, report: $1.report())
      },
      cases: accumulators[0].cases, inputs: inputs, horizon: horizon,
      thresholds: options.thresholds,
      data: try facts(), seconds: seconds)
  }

  private func add(
    _ batch: FrameBatch, _ number: Int, _ accumulators: inout [ScoreAccumulator],
    _ progress: ForecastProgress
  ) throws {
    let observed = batch.steps(0..<inputs)
    let truth = batch.steps(inputs..<batch.steps)
    let first = number * data.source.batchSize
    var mask = truth.mask
    let forecasts = try ([forecaster] + others).map { model in
      let forecast = try model.forecast(observed, horizon: horizon, progress: progress)
      guard forecast.values.allSatisfy(\.isFinite) else {
        throw EvaluationError.notFinite(model: model.name, place: data.name(first))
      }
      mask = mask.and(forecast.mask, steps: horizon)
      return forecast
    }
    let references = try self.references.map {
      try $0.forecast(observed, horizon: horizon, progress: progress)
    }
    let places = (first..<first + batch.count).map { min($0, data.source.index.count - 1) }
    // The model against every reference, then the other models against the first reference.
    let pairs =
      references.map { (forecasts[0], $0) } + forecasts.dropFirst().map { ($0, references[0]) }
    for (index, (forecast, reference)) in pairs.enumerated() {
      accumulators[index].addBatch(
        truth: truth.values, prediction: forecast.values, reference: reference.values,
        // What one of them does not predict counts for none.
        mask: mask.and(reference.mask, steps: horizon).numbers(steps: horizon),
        count: batch.count, validCount: batch.validCount, height: batch.height, width: batch.width,
        channels: batch.channels, names: places.map(data.name),
        groups: places.map { data.source.index.windows[$0].sequence })
    }
  }

  /// One case again, for pictures: all frames, and the forecast.
  func pictures(
    ofCase index: Int
  ) throws -> (frames: [FrameImage], forecast: [FrameImage], reference: [FrameImage]) {
    let batch = try data.batch(index / data.source.batchSize)
    let window = index % data.source.batchSize
    let observed = batch.steps(0..<inputs)
    let forecast = try forecaster.forecast(observed, horizon: horizon)
    let reference = try references[0].forecast(observed, horizon: horizon)
    return (
      (0..<batch.steps).map { batch.image(step: $0, window: window) },
      (0..<horizon).map { forecast.image(step: $0, window: window) },
      (0..<horizon).map { reference.image(step: $0, window: window) }
    )
  }

  private func facts() throws -> EvaluationResult.DataFacts {
    let format = try data.sequences[0].format(of: 0, limits: options.limits)
    return EvaluationResult.DataFacts(
      path: data.dataset.path,
      split: data.part, sequences: data.sequences.count,
      frames: data.sequences.reduce(0) { $0 + $1.count }, format: "\(format)",
      size: data.source.size, minimum: data.encoding.scaling.minimum,
      maximum: data.encoding.scaling.maximum,
      cadence: data.sequences[0].cadence?.description,
      fingerprint: try ContentScan(data.sequences).fingerprint, stride: options.stride)
  }
}
