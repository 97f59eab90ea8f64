import ForeframeCPUBackend
import ForeframeFiles
import ForeframeOperationTable
import ForeframeRecurrent
import ForeframeTraining
import TestSupport
import Testing

/// Quantiles beside the forecasts of any network.
@Suite struct QuantileModelTests {
  private static let shape = SequenceShape(inputs: 3, horizon: 2, batch: 2, height: 8, width: 6)

  private static func description(
    _ architecture: ModelDescription.Architecture, output: FrameInterface.Output = .linear,
    quantiles: [Double]
  ) -> ModelDescription {
    var description = ModelDescription(
      architecture: architecture, cell: .convLSTM,
      layers: [4, 3].map { .init(channels: $0, inputKernel: 3, stateKernel: 3) }, patch: 2,
      output: output)
    description.frames.quantiles = quantiles
    return description
  }

  /// Weights of any size.
  private static func weights(_ network: some FrameNetwork) -> [Weight] {
    network.parameters.enumerated().map { place, parameter in
      Weight(
        name: parameter.name, shape: parameter.shape,
        values: Formula.values(parameter.shape.count, seed: place, in: -2...2))
    }
  }

  /// The forecast, and quantiles in order of their levels.
  private static func forecast(
    _ network: some FrameNetwork, hasQuantiles: Bool = true
  ) throws -> (forecast: [Float], quantiles: [[Float]]) {
    let runner = try ForecastRunner(
      network, shape, on: try CPUBackend(threads: 1), hasQuantiles: hasQuantiles)
    try runner.setWeights(weights(network))
    let count = shape.inputs * shape.batch * shape.height * shape.width * network.frameChannels
    let forecast = try runner.forecast(Formula.values(count, seed: 9, in: 0...1))
    return (forecast, try runner.quantiles())
  }

  @Test(arguments: ModelDescription.Architecture.allCases, FrameInterface.Output.allCases)
  func theyNeverCross(
    _ architecture: ModelDescription.Architecture, _ output: FrameInterface.Output
  ) throws {
    let levels = FrameInterface.usualQuantiles
    let network = Self.description(architecture, output: output, quantiles: levels)
    let (forecast, quantiles) = try Self.forecast(network)
    #expect(quantiles.count == levels.count)
    for (lower, upper) in zip(quantiles, quantiles.dropFirst()) {
      #expect(lower.count == forecast.count && zip(lower, upper).allSatisfy { $0 <= $1 })
      #expect(lower != upper)
    }
    // The network's own forecast is what it is without them.
    let plain = Self.description(architecture, output: output, quantiles: [])
    #expect(try Self.forecast(plain).forecast == forecast)
    #expect(try Self.forecast(network, hasQuantiles: false).quantiles.isEmpty)
  }

  /// One that offers no features, as a program's own may be.
  @Test func anyNetworkHasThem() throws {
    var network = PooledNetwork()
    let plain = network.parameters
    network.frames.quantiles = [0.2, 0.8]
    #expect(Array(network.parameters.prefix(plain.count)) == plain)
    let (_, quantiles) = try Self.forecast(network)
    #expect(quantiles.count == 2 && zip(quantiles[0], quantiles[1]).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: ModelDescription.Architecture.allCases)
  func parametersAndTexts(_ architecture: ModelDescription.Architecture) throws {
    let plain = Self.description(architecture, quantiles: [])
    let network = Self.description(architecture, quantiles: [0.1, 0.5, 0.9])
    let more = network.parameters.dropFirst(plain.parameters.count)
    #expect(Array(network.parameters.prefix(plain.parameters.count)) == plain.parameters)
    #expect(more.map(\.name).allSatisfy { $0.hasPrefix("quantiles.") } && more.count == 4)
    // Files of networks without quantiles stay as they were.
    #expect(plain.json["quantiles"] == nil)
    #expect(network.json["quantiles"] == [0.1, 0.5, 0.9])
    #expect(try ModelDescription(json: network.json) == network)
  }

  @Test func levels() throws {
    func read(_ levels: JSON) throws -> [Double] {
      var object = JSONObject()
      object["layers"] = [["channels": 4]]
      object["quantiles"] = levels
      return try ModelDescription(json: .object(object)).frames.quantiles
    }
    #expect(try read(true) == [0.1, 0.25, 0.5, 0.75, 0.9, 0.97])
    #expect(try read(false).isEmpty && read(.null).isEmpty)
    #expect(try read([0.5]) == [0.5])
    for wrong: JSON in [
      [0.5, 0.5], [0.9, 0.1], [0], [1], [0.5, "x"], "usual", 0.5, [-0.1], [1.5],
      JSON((1...33).map { Double($0) / 100 }),
    ] {
      #expect(throws: DescriptionError.self, "\(wrong)") { try read(wrong) }
    }
  }
}
