import Foreframe
import ForeframeCPUBackend
import ForeframeFiles
import ForeframeFrames
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTraining
import Testing

/// Long forecasts are made in pieces, which give what one program over all time steps gives.
@Suite struct PiecewiseForecastTests {
  private static let networks: [JSON] = [
    ["layers": [["channels": 3], ["channels": 2, "kernel": 5]], "patch": 2],
    ["layers": [["channels": 3]], "cell": "ConvGRU", "residual": true],
    ["layers": [["channels": 3]], "output": "logits"],
    ["architecture": "encoder-forecaster", "layers": [["channels": 3], ["channels": 2]]],
    [
      "architecture": "encoder-forecaster", "layers": [["channels": 3]], "residual": true,
      "cell": "PeepholeConvLSTM",
    ],
    ["layers": [["channels": 2], ["channels": 3], ["channels": 2]], "scales": [1, 2, 1]],
    [
      "architecture": "encoder-forecaster", "layers": [["channels": 2], ["channels": 3]],
      "scales": [1, 4], "residual": true,
    ],
  ]

  private func weights(_ network: ModelDescription) -> [Weight] {
    network.parameters.enumerated().map { index, parameter in
      var random = SeededRandom(seed: 5, stream: UInt64(index))
      return Weight(
        name: parameter.name, shape: parameter.shape,
        values: (0..<parameter.shape.count).map { _ in Float(random.uniform() - 0.5) / 2 })
    }
  }

  @Test(arguments: networks)
  func piecesAreTheWhole(_ json: JSON) throws {
    let network = try ModelDescription(json: json)
    let backend = try CPUBackend(threads: 1)
    let weights = weights(network)
    let most = PiecewiseForecast.mostSteps
    // More than a piece on both sides, with rests.
    let shape = SequenceShape(inputs: most + 3, horizon: most + 5, batch: 2, height: 6, width: 4)
    var random = SeededRandom(seed: 9)
    let frames = (0..<shape.inputs * shape.batch * 24).map { _ in Float(random.uniform()) }
    let whole = try ForecastRunner(network, shape, on: backend)
    try whole.setWeights(weights)
    let expected = try whole.forecast(frames)
    let pieces = PiecewiseForecast(network, weights: weights, on: backend)
    #expect(try pieces.isPossible(shape))
    var found: [Float] = []
    var reports: [Int] = []
    var counts: [Int] = []
    try pieces.run(frames, shape, after: { done, _ in reports.append(done) }) { values, steps in
      found += values
      counts.append(steps)
    }
    #expect(counts == [most, 5])
    #expect(reports == [most, shape.inputs + most, shape.inputs + shape.horizon])
    #expect(found.count == expected.count)
    let error = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
    #expect(error < 1e-5, "\(json): \(error)")
  }

  /// 100 000 frames in the memory of some.
  @Test func framesComeOneByOne() throws {
    let network = try ModelDescription(json: ["layers": [["channels": 1, "kernel": 1]]])
    let forecaster = NetworkForecaster(
      network, weights: weights(network), scaling: SampleScaling(bitDepth: 8),
      on: try CPUBackend(threads: 1))
    let frames = (0..<3).map {
      Frame(format: FrameFormat(width: 4, height: 4), repeating: UInt16($0 * 60))
    }
    let horizon = 2 * PiecewiseForecast.mostSteps + 70
    var count = 0
    var first: [Frame] = []
    try forecaster.forecast(frames, horizon: horizon) { frame in
      count += 1
      if first.count < 10 { first.append(frame) }
    }
    #expect(count == horizon)
    #expect(try forecaster.forecast(frames, horizon: 10) == first)
    #expect(try forecaster.forecast(frames, horizon: horizon).count == horizon)
    // Whoever takes the frames may stop.
    struct Enough: Error {}
    count = 0
    #expect(throws: Enough.self) {
      try forecaster.forecast(frames, horizon: 1_000_000) { _ in
        count += 1
        if count == 100 { throw Enough() }
      }
    }
  }

  @Test(arguments: Baseline.allCases)
  func baselinesGiveTheSameFramesOneByOne(_ baseline: Baseline) throws {
    let frames = (0..<3).map {
      Frame(format: FrameFormat(width: 4, height: 4), repeating: UInt16($0 * 60))
    }
    var found: [Frame] = []
    try baseline.forecaster.forecast(frames, horizon: 7) { found.append($0) }
    #expect(try found == baseline.forecaster.forecast(frames, horizon: 7))
  }

  @Test func sizesWithoutBoundAreRefused() throws {
    let network = try ModelDescription(json: ["layers": [["channels": 4096]]])
    let backend = try CPUBackend(threads: 1)
    for (inputs, batch) in [(Int.max, 1), (1_000_000, 1), (1, 1 << 40)] {
      let shape = SequenceShape(
        inputs: inputs, horizon: 1, batch: batch, height: 64, width: 64)
      #expect(throws: SequenceSizeError.self) { try ForecastRunner(network, shape, on: backend) }
    }
    let large = SequenceShape(
      inputs: 4, horizon: 4, batch: 65_536, height: 65_536, width: 65_536)
    #expect(throws: Executor.Failure.self) { try ForecastRunner(network, large, on: backend) }
  }
}
