import Files
import Foreframe
import Testing

/// Frames are read, forecast, scored and written with nothing but `import Foreframe`.
@Suite struct FrameTests {
  /// Half of what the last two frames suggest.
  struct Damped: Forecaster {
    var name: String { "damped" }
    var inputs: Int { 2 }

    func forecast(
      _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
    ) throws -> FrameBatch {
      let size = inputs.values.count / inputs.steps
      let last = inputs.values.suffix(size)
      let before = inputs.values.dropLast(size).suffix(size)
      var values: [Float] = []
      for lead in 1...horizon {
        try progress.update(lead, of: horizon)
        values += zip(last, before).map { $0 + ($0 - $1) * (1 - 1 / Float(1 << lead)) }
      }
      return FrameBatch(
        steps: horizon, count: inputs.count, height: inputs.height, width: inputs.width,
        channels: inputs.channels, values: values, mask: inputs.lastMask)
    }
  }

  private let digits = Place.foreframe + "/Datasets/moving-digits"

  @Test func framesAreReadForecastAndWritten() throws {
    let backend = try BackendChoice.choose("cpu").backend
    let network = try NetworkForecaster(
      Place.foreframe + "/Models/moving-digits.safetensors", on: backend)
    let sequence = try Dataset.open(digits).test[0]
    let frames = try sequence.readAll(0..<network.inputs)
    for forecaster in [network, Damped(), PersistenceForecaster()] as [any Forecaster] {
      let next = try forecaster.forecast(frames, horizon: 3)
      #expect(next.count == 3 && next.allSatisfy { $0.format == frames[0].format })
      try Place.withTemporaryFolder { folder in
        for (name, frame) in zip(sequence.slice(0..<network.inputs).nextNames(3), next) {
          try PNGCodec.write(frame, to: "\(folder)/\(name)")
        }
        #expect(try FrameSequence.scan(folder).last.readAll() == next)
      }
    }
  }

  @Test func aForecasterOfOnesOwnIsEvaluated() throws {
    var options = EvaluationOptions()
    options.limit = 2
    options.horizon = 2
    let result = try Evaluation(digits, Damped(), options: options).run()
    #expect(result.model == "damped" && result.reference == "persistence")
    #expect(result.report.leads.count == 2 && result.report.skill != nil)
  }

  @Test func aForecastIsCancelled() throws {
    let frames = try Dataset.open(digits).test[0].readAll(0..<2)
    var done = 0
    let progress = ForecastProgress { count, _ in
      done = count
    } isCancelled: {
      done == 2
    }
    #expect(throws: ForecastError.cancelled) {
      try Damped().forecast(frames, horizon: 5, progress: progress)
    }
    #expect(done == 2)
  }
}
