import ForeframeCPUBackend
import ForeframeFiles
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining
import TestSupport
import Testing

/// A program's own network: saved, loaded and run with the builder that the program has.
@Suite struct CustomModelTests {
  private let network = PooledNetwork()

  private func weights(seed: UInt64 = 3) -> [Weight] {
    network.parameters.enumerated().map { index, parameter in
      Weight(
        name: parameter.name, shape: parameter.shape,
        values: parameter.initialiser.values(
          parameter.shape, seed: seed, stream: UInt64(index)))
    }
  }

  private func file() -> CustomModelFile {
    var settings = JSONObject()
    settings["hidden"] = JSON(network.hidden)
    return CustomModelFile(
      name: "pooled", settings: settings, weights: weights(), notes: [("seed", "3")])
  }

  @Test func whatIsSavedIsLoaded() throws {
    let folder = try TemporaryFolder()
    let path = folder("own.safetensors")
    try file().write(to: path)
    let header = try #require(try CustomModelFile.header(of: SafetensorsFile.read(path)))
    #expect(header.name == "pooled")
    #expect(header.settings["hidden"] == 4)
    let read = try CustomModelFile.read(path, name: "pooled", parameters: network.parameters)
    #expect(read.weights.map(\.name) == network.parameters.map(\.name))
    #expect(read.weights.map(\.values) == weights().map(\.values))
    #expect(read.notes.map(\.value) == ["3"])
    #expect(read.settings == header.settings)
  }

  @Test func othersRefuseIt() throws {
    let folder = try TemporaryFolder()
    let path = folder("own.safetensors")
    try file().write(to: path)
    #expect(throws: ModelError.self) {
      try CustomModelFile.read(path, name: "other", parameters: network.parameters)
    }
    var larger = network.parameters
    larger.append(larger[0])
    larger[larger.count - 1].name = "2.weight"
    #expect(throws: ModelError.missingTensor(path: path, name: "2.weight")) {
      try CustomModelFile.read(path, name: "pooled", parameters: larger)
    }
    let error = #expect(throws: ModelError.self) { try ModelFile.read(path) }
    guard case .badDescription(path, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("'custom:pooled'"))
  }

  /// A describable network's file has no name of that kind.
  @Test func describedNetworksAreNotCustom() throws {
    let folder = try TemporaryFolder()
    let description = ModelDescription(
      architecture: .autoregressive, cell: .convGRU,
      layers: [ConvolutionalNetwork.Layer(channels: 2, inputKernel: 3, stateKernel: 3)])
    let path = folder("model.safetensors")
    let model = ModelFile(
      description: description, minimum: 0, maximum: 255, inputs: 2, horizon: 2,
      weights: description.parameters.map {
        Weight(name: $0.name, shape: $0.shape, values: .init(repeating: 0, count: $0.shape.count))
      })
    try model.write(to: path)
    let file = try SafetensorsFile.read(path)
    #expect(file.metadata("foreframe") == "1")
    #expect(try CustomModelFile.header(of: file) == nil)
    #expect(try ModelFile.read(path).description == description)
  }

  /// Going on from a kept state, frame by frame, gives the forecast of the whole sequence.
  @Test func keptStatesOfTwoShapes() throws {
    let backend = try CPUBackend(threads: 1)
    var random = SeededRandom(seed: 5)
    let frames = (0..<(3 * 4 * 6)).map { _ in Float(random.uniform()) }
    let whole = try ForecastRunner(
      network, SequenceShape(inputs: 3, horizon: 2, batch: 1, height: 4, width: 6), on: backend)
    try whole.setWeights(weights())
    let expected = try whole.forecast(frames)
    let single = try ForecastRunner(
      network, SequenceShape(inputs: 1, horizon: 2, batch: 1, height: 4, width: 6), on: backend,
      keepsState: true)
    try single.setWeights(weights())
    var state: [[Float]]?
    var last: [Float] = []
    for index in 0..<3 {
      let result = try single.advance(Array(frames[(index * 24)..<(index * 24 + 24)]), state: state)
      state = result.state
      last = result.forecast
    }
    #expect(state?.map(\.count) == [24, 4, 24, 4])
    #expect(zip(last, expected).allSatisfy { abs($0 - $1) <= 1e-5 })
    #expect(expected.contains { abs($0) > 1e-3 })
  }

  @Test func weightsThatDoNotFitAreRefused() throws {
    let runner = try ForecastRunner(
      network, SequenceShape(inputs: 1, horizon: 1, batch: 1, height: 4, width: 4),
      on: CPUBackend(threads: 1))
    let good = weights()
    let first = good[0]
    try runner.setWeights(good)
    #expect(throws: WeightError.missing(name: first.name)) {
      try runner.setWeights(Array(good.dropFirst()))
    }
    let other = Weight(name: "layers.9.bias", shape: [4], values: [0, 0, 0, 0])
    #expect(throws: WeightError.unknown(name: "layers.9.bias")) {
      try runner.setWeights(good + [other])
    }
    #expect(throws: WeightError.repeated(name: first.name)) {
      try runner.setWeights(good + [first])
    }
    let flat = Weight(name: first.name, shape: [first.shape.count], values: first.values)
    #expect(
      throws: WeightError.wrongShape(
        name: first.name, expected: first.shape.sizes, found: [first.shape.count])
    ) {
      try runner.setWeights([flat] + good.dropFirst())
    }
    let short = Weight(name: first.name, shape: first.shape, values: [1])
    #expect(
      throws: WeightError.wrongCount(name: first.name, expected: first.shape.count, found: 1)
    ) {
      try runner.setWeights([short] + good.dropFirst())
    }
  }
}
