import ForeframeRecurrent
import ForeframeTensorGraph
import TestSupport
import Testing
import ForeframeTraining

/// Published parameter counts, to the digit.
@Suite struct ParameterCountTests {
  /// The five ConvLSTM models of Shi et al. 2015 on Moving MNIST: 4x4 patches.
  @Test(arguments: [
    (5, 5, [256], 13_524_496), (5, 5, [128, 128], 10_042_896),
    (5, 5, [128, 64, 64], 7_585_296), (9, 1, [128, 128], 11_550_224),
    (9, 1, [128, 64, 64], 8_830_480),
  ])
  func convLSTMPaper(inputKernel: Int, stateKernel: Int, channels: [Int], expected: Int) {
    let description = ModelDescription(
      architecture: .encoderForecaster, cell: .peepholeConvLSTM,
      layers: channels.map {
        ConvolutionalNetwork.Layer(channels: $0, inputKernel: inputKernel, stateKernel: stateKernel)
      }, patch: 4, output: .logits)
    #expect(description.parameterCount == expected)
  }

  /// OpenSTL's ConvLSTM-S: what is used of it, and its multiply-adds for ten frames ahead.
  @Test func openSTL() {
    let layer = ConvolutionalNetwork.Layer(channels: 128, inputKernel: 5, stateKernel: 5)
    let description = ModelDescription(
      architecture: .autoregressive, cell: .convLSTM, layers: [layer, layer, layer, layer],
      patch: 4, hasCellBias: false, hasReadoutBias: false)
    #expect(description.parameterCount == 11_675_648)
    let work = description.multiplyAdds(inputs: 10, horizon: 10, height: 64, width: 64)
    #expect((Double(work) / 1e7).rounded() == 5679)
  }

  @Test func specificationsNameEveryParameterOnce() {
    let layer = ConvolutionalNetwork.Layer(channels: 4, inputKernel: 3, stateKernel: 3)
    for architecture in ModelDescription.Architecture.allCases {
      for cell in ConvolutionalCellKind.allCases {
        let description = ModelDescription(
          architecture: architecture, cell: cell, layers: [layer, layer],
          norm: .layer)
        let names = description.parameters.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(!names.isEmpty)
      }
    }
  }
}
