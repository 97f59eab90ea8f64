import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining
import Testing

/// Layers on grids of several scales.
@Suite struct PyramidTests {
  static let networks: [JSON] = [
    [
      "layers": [["channels": 2], ["channels": 3], ["channels": 4], ["channels": 3]],
      "scales": [1, 2, 4, 2], "cell": "ConvGRU",
    ],
    ["layers": [["channels": 2], ["channels": 3]], "scales": [4, 1], "residual": true],
    [
      "architecture": "encoder-forecaster", "scales": [1, 2, 8],
      "layers": [["channels": 2], ["channels": 3], ["channels": 3]],
    ],
    [
      "architecture": "encoder-forecaster", "scales": [2, 4], "cell": "PeepholeConvLSTM",
      "normalisation": "group:1", "layers": [["channels": 2], ["channels": 2]],
    ],
  ]

  /// Any size of a frame comes back, and every parameter counts.
  @Test(arguments: networks, [(9, 7), (8, 8), (1, 3)])
  func anySize(_ json: JSON, _ size: (Int, Int)) throws {
    let network = try ModelDescription(json: json)
    #expect(try ModelDescription(json: network.json) == network)
    let shape = SequenceShape(
      inputs: 2, horizon: 2, batch: 1, height: size.0, width: size.1)
    let graph = network.forecastGraph(shape, keepsState: true)
    let output = try #require(graph.graph.outputs.first { $0.name == "forecast" })
    #expect(graph.graph.nodes[output.node].shape == [2, 1, size.0, size.1, 1])
    let used = graph.graph.nodes.compactMap { node -> String? in
      if case .parameter(let name) = node.op { name } else { nil }
    }
    // What the top of an encoder puts out nobody reads, so it is not normalised.
    let wanted = network.parameters.map(\.name).filter { !$0.hasPrefix("encoder.1.norm") }
    #expect(Set(used) == Set(wanted))
  }

  /// States are as small as their layers' grids: rounded up where a side is odd.
  @Test func statesAreOnTheGridsOfTheirLayers() throws {
    let network = try ModelDescription(json: Self.networks[0])
    let shape = SequenceShape(inputs: 2, horizon: 1, batch: 1, height: 9, width: 7)
    let graph = network.forecastGraph(shape, keepsState: true).graph
    let states = graph.outputs.filter { $0.name.hasPrefix("state.") }
      .map { graph.nodes[$0.node].shape }
    #expect(states == [[1, 9, 7, 2], [1, 5, 4, 3], [1, 3, 2, 4], [1, 5, 4, 3]])
  }

  @Test(arguments: networks)
  func gradientsAgreeWithCentralDifferences(_ json: JSON) throws {
    let network = try ModelDescription(json: json)
    let row = OperationCase("pyramid", range: -0.5...0.5) { b in
      let frames = b.input([2, 1, 5, 6, 1])
      let model = b.network { network.makeModel($0) }
      let observed = (0..<2).map { frames.slice(axis: 0, start: $0, count: 1).squeezed(0) }
      return model.forecast(
        observed, horizon: 2, state: model.zeroState(like: observed[0]), sampling: nil,
        dropoutSeed: nil, checkpointing: .kept
      ).values
    }
    let deviation = row.gradientDeviation(floor: 1e-3)
    #expect(deviation.largest <= 1e-6, "\(deviation)")
  }

  /// Files of networks on one grid say nothing of scales.
  @Test func oneGridIsNotMentioned() throws {
    let plain = try ModelDescription(json: ["layers": [["channels": 2]]])
    #expect(plain.json["scales"] == nil)
    #expect(plain.parameters.allSatisfy { !$0.name.contains("resize") })
  }

  @Test(arguments: [[1], [1, 3], [1, 0], [1, 128], [1, 2, 4]])
  func otherScalesAreRefused(_ scales: [Int]) throws {
    let json: JSON = ["layers": [["channels": 2], ["channels": 2]], "scales": JSON(scales)]
    let error = #expect(throws: DescriptionError.self) { try ModelDescription(json: json) }
    #expect(error?.reason.contains("scales") == true)
  }
}
