import ForeframeRecurrent
import ForeframeTensorGraph
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
        ModelDescription.Layer(channels: $0, inputKernel: inputKernel, stateKernel: stateKernel)
      }, patch: 4, output: .logits)
    #expect(description.parameterTotal == expected)
  }

  /// OpenSTL's ConvLSTM-S: what is used of it, and its multiply-adds for ten frames ahead.
  @Test func openSTL() {
    let layer = ModelDescription.Layer(channels: 128, inputKernel: 5, stateKernel: 5)
    let description = ModelDescription(
      architecture: .autoregressive, cell: .convLSTM, layers: [layer, layer, layer, layer],
      patch: 4, hasCellBias: false, hasReadoutBias: false)
    #expect(description.parameterTotal == 11_675_648)
    let work = description.multiplyAdds(inputs: 10, horizon: 10, height: 64, width: 64)
    #expect((Double(work) / 1e7).rounded() == 5679)
  }

  @Test func specificationsNameEveryParameterOnce() {
    let layer = ModelDescription.Layer(channels: 4, inputKernel: 3, stateKernel: 3)
    for architecture in ModelDescription.Architecture.allCases {
      for cell in ModelDescription.CellKind.allCases {
        let description = ModelDescription(
          architecture: architecture, cell: cell, layers: [layer, layer],
          normalisation: .layer)
        let names = description.specifications.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(!names.isEmpty)
      }
    }
  }
}

extension ModelDescription {
  fileprivate var specifications: [ParameterSpecification] {
    let scope = ParameterScope(GraphBuilder())
    _ = makeModel(scope)
    return scope.registry.specifications
  }

  fileprivate var parameterTotal: Int { specifications.reduce(0) { $0 + $1.shape.count } }
}
