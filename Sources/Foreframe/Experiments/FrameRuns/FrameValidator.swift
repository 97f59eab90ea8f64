import ForeframeFrames
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTraining

/// Forecasts the validation sequences with the present weights.
final class FrameValidator: Validator {
  private let runner: ForecastRunner
  private let data: TrainingData
  private let inputs: Int
  private let horizon: Int
  private let guidance: Guidance
  /// Batches kept from the first time, as far as they fit the budget.
  private var kept: [Int: FrameBatch] = [:]
  /// The motion of the batches, for a network that is given it; kept likewise.
  private var guides: [Int: MotionGuideValues] = [:]
  private var keptBytes = 0
  private static let budget = 256 << 20
  /// The squared error of motion by batch, computed once: it does not depend on the weights.
  private var motion: [Int: Double] = [:]
  /// Motion takes long, and so many cases tell enough of it.
  private static let motionCases = 64

  init(_ task: FrameTask<some FrameNetwork>, _ data: TrainingData, on backend: any Backend) throws {
    runner = try ForecastRunner(task.network, task.shape, on: backend)
    self.data = data
    inputs = task.shape.inputs
    horizon = task.shape.horizon
    guidance = task.network.guidance
  }

  /// The numbers of the batches for which motion is computed, spread over all.
  private var motionBatches: [Int] {
    let count = data.validationBatches
    let batchSize = (data.validationCases + count - 1) / max(count, 1)
    let wanted = max(1, Self.motionCases / max(batchSize, 1))
    let step = max(1, (count + wanted - 1) / wanted)
    return Array(stride(from: 0, to: count, by: step))
  }

  /// Forecasts by motion what the network is compared with.
  func prepare(shouldStop: () -> Bool) throws {
    guard motion.isEmpty else { return }
    let numbers = motionBatches
    var found: [Int: Double] = [:]
    let forecaster = MotionForecaster()
    for number in numbers {
      if shouldStop() { return }
      let batch = try batch(number)
      let forecast = try forecaster.forecast(
        batch.steps(0..<inputs), horizon: batch.steps - inputs)
      var scores = FrameScores()
      scores.add(batch, forecast: forecast.values, inputs: inputs)
      found[number] = scores.squaredError
    }
    motion = found
  }

  /// Scores over everything; the sample is a strip of the first batch's first cases.
  func validate(
    _ weights: [Weight], shouldStop: () -> Bool
  ) throws -> Validation<FrameScores>? {
    try runner.setWeights(weights)
    var scores = FrameScores()
    var first: (batch: FrameBatch, forecast: [Float])?
    for number in 0..<data.validationBatches {
      if shouldStop() { return nil }
      let batch = try batch(number)
      let guide = try guide(number, batch)
      guard let forecast = try forecast(batch, guide, shouldStop) else { return nil }
      var part = FrameScores()
      part.add(batch, forecast: forecast, inputs: inputs)
      scores.add(part, motion: motion[number])
      if number == 0 { first = (batch, forecast) }
    }
    return first.map { first in
      Validation(scores) { [inputs] in
        .picture(
          SampleStrip.frame(first.batch, forecast: first.forecast, inputs: inputs, cases: 3))
      }
    }
  }

  /// Nil if `shouldStop` became true on the way: large frames take minutes.
  private func forecast(
    _ batch: FrameBatch, _ guide: MotionGuideValues?, _ shouldStop: () -> Bool
  ) throws -> [Float]? {
    struct Stopped: Error {}
    return try withoutActuallyEscaping(shouldStop) { shouldStop in
      do {
        return try runner.forecast(batch.steps(0..<inputs).values, guide: guide) { _, _ in
          if shouldStop() { throw Stopped() }
        }
      } catch is Stopped {
        return nil
      }
    }
  }

  private func guide(_ number: Int, _ batch: FrameBatch) throws -> MotionGuideValues? {
    switch guidance {
    case .none: return nil
    case .motion:
      if let known = guides[number] { return known }
      let made = try SharedInputs(batch.steps(0..<inputs)).guide(
        known: 0..<inputs, horizon: horizon, spacing: data.spacing, progress: ForecastProgress()
      ).values
      if kept[number] != nil { guides[number] = made }
      return made
    }
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
