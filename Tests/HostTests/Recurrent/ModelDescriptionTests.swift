import ForeframeFiles
import ForeframeRecurrent
import TestSupport
import Testing

/// Descriptions as text: every architecture and cell is written and read by its own name.
@Suite struct ModelDescriptionTests {
  private let layer = ConvolutionalNetwork.Layer(channels: 6, inputKernel: 3, stateKernel: 5)

  @Test(arguments: ModelDescription.Architecture.allCases, ConvolutionalCellKind.allCases)
  func whatIsWrittenIsRead(
    architecture: ModelDescription.Architecture, cell: ConvolutionalCellKind
  ) throws {
    let description = ModelDescription(
      architecture: architecture, cell: cell, layers: [layer, layer], frameChannels: 3, patch: 2,
      hasCellBias: false, isResidual: true, norm: .group(2), dropout: 0.5)
    #expect(description.architecture == architecture)
    #expect(try ModelDescription(json: description.json) == description)
  }

  @Test func flowResidualIsWrittenWithItsOwnKeys() throws {
    let description = try ModelDescription(
      json: ["architecture": "flow-residual", "layers": [["channels": 6]]])
    #expect(
      description.json.text() == """
        {"architecture":"flow-residual","cell":"ConvLSTM","layers":[{"channels":6,"kernel":3,\
        "input_kernel":3}],"channels":1,"features":32,"details":16}
        """)
    #expect(description.guidance == .motion && !description.feedsPredictionsBack)
    #expect(throws: DescriptionError.self) {
      try ModelDescription(
        json: ["architecture": "flow-residual", "layers": [["channels": 6]], "patch": 2])
    }
  }

  /// The text is part of every model file.
  @Test func theTextStaysAsItIs() {
    let description = ModelDescription(
      architecture: .encoderForecaster, cell: .convGRU, layers: [layer], output: .logits)
    #expect(
      description.json.text() == """
        {"architecture":"encoder-forecaster","cell":"ConvGRU","layers":[{"channels":6,"kernel":5,\
        "input_kernel":3}],"channels":1,"patch":1,"bias":true,"readout_bias":true,\
        "residual":false,"output":"logits","normalisation":"none","dropout":0.0}
        """)
  }

  @Test func channelsMayBeSetLater() {
    var description = ModelDescription(
      architecture: .encoderForecaster, cell: .convGRU, layers: [layer], patch: 2)
    description.frameChannels = 3
    #expect(description.frames == FrameInterface(channels: 3, patch: 2))
    #expect(description.architecture == .encoderForecaster)
  }

  @Test func unknownKeysAreNamedWithTheirPlace() throws {
    let json = try JSON(
      parsing: """
        {"layers": [{"channels": 4}, {"channels": 4, "kernal": 3}]}
        """)
    let error = #expect(throws: DescriptionError.self) { try ModelDescription(json: json) }
    #expect(error?.unknownKey?.prefix == "layers.1." && error?.unknownKey?.key == "kernal")
    #expect(error?.reason.contains("layers.1.kernal") == true)
  }

  @Test func aProgramsOwnNetworkIsNamed() {
    let json: JSON = ["architecture": "custom:sine", "hidden": 32]
    #expect(ModelDescription.customName(json) == "sine")
    let error = #expect(throws: DescriptionError.self) { try ModelDescription(json: json) }
    #expect(error?.reason.contains("'custom:sine'") == true)
    #expect(ModelDescription.customName(["architecture": "autoregressive"]) == nil)
  }
}
