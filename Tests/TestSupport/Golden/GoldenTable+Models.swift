import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining

extension GoldenTable {
  /// Whole sequence models over time, from their descriptions.
  static let models: [GoldenCase] = [
    GoldenCase("convlstm-stack") { b in
      for (level, below) in [2, 6].enumerated() {
        let theirs = "cells.\(level).conv"
        // One convolution over [x, h] there, two here.
        try b.parameter("layers.\(level).input.weight", "\(theirs).weight") {
          $0.slice(axis: 1, 0..<below).filter
        }
        try b.parameter("layers.\(level).hidden.weight", "\(theirs).weight") {
          $0.slice(axis: 1, below..<$0.shape[1]).filter
        }
        try b.parameter("layers.\(level).bias", "\(theirs).bias") { $0 }
      }
      let forecast = try run(
        ModelDescription(
          architecture: .autoregressive, cell: .convLSTM, layers: layers([6, 5]),
          frameChannels: 2), &b)
      let target = try b.input("target", \.batchFirst)
      try b.output("prediction", stacked(forecast.values), \.batchFirst)
      try b.loss(Loss.meanSquared(stacked(forecast.values), target, weight: nil))
    },
    GoldenCase("encoder-forecaster") { b in
      for part in ["encoder.0.", "encoder.1.", "forecaster.0.", "forecaster.1."] {
        try b.convolutionalCell(part, from: part)
      }
      let forecast = try run(
        ModelDescription(
          architecture: .encoderForecaster, cell: .peepholeConvLSTM, layers: layers([4, 3]),
          frameChannels: 2, output: .logits), &b)
      let target = try b.input("target", \.batchFirst)
      try b.output("logits", stacked(forecast.values), \.batchFirst)
      try b.loss(Loss.binaryCrossEntropy(stacked(forecast.values), target, weight: nil))
    },
  ]

  private static func layers(_ channels: [Int]) -> [ConvolutionalNetwork.Layer] {
    channels.map { ConvolutionalNetwork.Layer(channels: $0, inputKernel: 3, stateKernel: 3) }
  }

  private static func run(
    _ description: ModelDescription, _ b: inout GoldenBuilder
  ) throws -> Forecast {
    try b.parameter("readout.weight", "readout.weight", \.filter)
    try b.parameter("readout.bias", "readout.bias") { $0 }
    let model = description.makeModel(ParameterScope(b.graph))
    let frames = try b.input("frames", \.batchFirst).timeSteps
    return model.forecast(
      frames, horizon: Int(try b.file.number("predicted")),
      state: model.zeroState(like: frames[0]), sampling: nil, dropoutSeed: nil, checkpointing: .kept
    )
  }
}
