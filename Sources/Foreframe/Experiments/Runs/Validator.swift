import ForeframeFrames
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTraining

/// Forecasts the validation sequences with the present weights.
final class Validator {
  private let runner: ForecastRunner
  private let data: TrainingData
  private let inputs: Int
  /// Batches kept from the first time, as far as they fit the budget.
  private var kept: [Int: FrameBatch] = [:]
  private var keptBytes = 0
  private static let budget = 256 << 20

  init(_ plan: TrainingPlan, _ data: TrainingData, on backend: any Backend) throws {
    runner = try ForecastRunner(plan.description, plan.shape, on: backend)
    self.data = data
    inputs = plan.shape.inputs
  }

  /// What came of a validation.
  struct Result {
    var scores: ValidationScores
    /// The first batch, for sample strips.
    var batch: FrameBatch
    var forecast: [Float]
  }

  /// Scores over everything; nil if a wish to stop came in between.
  func run(_ weights: [ModelFile.Weight], shouldStop: () -> Bool) throws -> Result? {
    try runner.setWeights(weights)
    var scores = ValidationScores()
    var first: (FrameBatch, [Float])?
    for number in 0..<data.validationBatches {
      if shouldStop() { return nil }
      let batch = try batch(number)
      let forecast = try runner.forecast(batch.steps(0..<inputs).values)
      scores.add(batch, forecast: forecast, inputs: inputs)
      if number == 0 { first = (batch, forecast) }
    }
    return first.map { Result(scores: scores, batch: $0.0, forecast: $0.1) }
  }

  private func batch(_ number: Int) throws -> FrameBatch {
    if let batch = kept[number] { return batch }
    let batch = try data.validation(number)
    // With a mask for every pixel, whether it has one or not.
    let pixels = batch.steps * batch.count * batch.height * batch.width
    let bytes = (batch.values.count + pixels) * MemoryLayout<Float>.stride
    if keptBytes + bytes <= Self.budget {
      kept[number] = batch
      keptBytes += bytes
    }
    return batch
  }
}
