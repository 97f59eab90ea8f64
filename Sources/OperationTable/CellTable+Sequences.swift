import ForeframeRecurrent
import ForeframeTensorGraph

extension CellTable {
  /// Layers and parts of networks of text.
  static let sequences: [OperationCase] = layered + activations

  private static let layered: [OperationCase] = [
    OperationCase("sequences: lengths of LSTM and GRU, both ways", range: -0.8...0.8) { b in
      let stack = b.network { scope in
        Stack([
          Bidirectional(
            forward: RecurrentLayer(LSTM(scope.scope("0"), inputs: 3, hidden: 4)),
            backward: RecurrentLayer(LSTM(scope.scope("1"), inputs: 3, hidden: 4))),
          Residual(RecurrentLayer(GRU(scope.scope("2"), inputs: 8, hidden: 8))),
        ])
      }
      let frames = frames(b, [3, 3])
      let mask = SequenceMask(lengths: b.fixedInput([3], [3, 1, 2]), steps: 3)
      let state = stack.zeroState(like: frames[0]).map { b.variable($0.shape) }
      let result = stack.run(frames, state: state, within: mask)
      return result.outputs + result.state + [mask.mean(result.outputs), mask.weights]
    },
    OperationCase(
      "sequences: lengths of a layer that runs time step by time step", range: -0.8...0.8
    ) { b in
      let stack = b.network { scope in
        Stack(
          (0..<2).map { RecurrentLayer(RNN(scope.scope("\($0)"), inputs: 4, hidden: 4)) },
          order: .timeFirst)
      }
      let frames = frames(b, [2, 4])
      let mask = SequenceMask(lengths: b.fixedInput([2], [1, 3]), steps: 3)
      let result = stack.run(frames, state: stack.zeroState(like: frames[0]), within: mask)
      return result.outputs + result.state
    },
    OperationCase("sequences: lengths of images", range: -0.6...0.6) { b in
      let size = ConvolutionalSize(
        inputChannels: 2, hidden: 3, inputKernel: 3, stateKernel: 3, hasBias: true)
      let layer = b.network { RecurrentLayer(ConvLSTM($0, size)) }
      let frames = frames(b, [2, 4, 3, 2])
      let mask = SequenceMask(lengths: b.fixedInput([2], [2, 3]), steps: 3)
      let result = layer.run(frames, state: layer.zeroState(like: frames[0]), within: mask)
      return result.outputs + result.state
    },
    OperationCase("sequences: dropout of inputs and states, one mask a sequence", range: -0.8...0.8)
    { b in
      let frames = frames(b, [2, 5])
      let seed = b.fixedInput([3], [5, 6, 7])
      let layer = b.network { scope in
        InputDropout(
          RecurrentLayer(
            LSTM(scope, inputs: 5, hidden: 5).droppingState(rate: 0.4, count: 2, seed: seed)),
          rate: 0.3, seed: seed)
      }
      let result = layer.run(frames, state: layer.zeroState(like: frames[0]))
      return result.outputs + result.state
    },
    attention("sequences: attention, dot") { _ in DotScore() },
    attention("sequences: attention, general") { GeneralScore($0, queries: 4, states: 4) },
    attention("sequences: attention, additive") {
      AdditiveScore($0, queries: 4, states: 4, width: 5)
    },
    OperationCase("sequences: transformer", range: -0.6...0.6) { b in
      let size = DecoderTransformer.Size(symbols: 7, steps: 5, channels: 6, heads: 2, blocks: 1)
      let first = b.variable([2, 4, 7])
      let model = b.network { DecoderTransformer($0, size) }
      return [model(b.fixedInput([2, 4], [1, 0, 6, -1, 3, 3, 2, 5])) + first]
    },
    OperationCase("sequences: language model, tied and residual", range: -0.7...0.7) { b in
      let network = LanguageNetwork(
        symbols: 6, width: 4, hidden: [4, 4], cell: .layerNormLSTM, isTied: true,
        isResidual: true)
      let first = b.variable([6, 6])
      let model = b.network { network.makeModel($0, count: 2) }
      let result = model.run(
        b.fixedInput([6], [0, 5, 1, -1, 4, 4]), state: model.zeroState)
      return [result.logits + first] + result.state
    },
  ]

  private static let activations: [OperationCase] = Activation.allCases.map { activation in
    OperationCase("sequences: dense \(activation.rawValue)", range: -1.2...1.2) { b in
      let x = b.variable([2, 3, 4])
      return [b.network { Dense($0, inputs: 4, outputs: 5, activation: activation) }(x)]
    }
  }

  private static func attention(
    _ name: String, _ score: @escaping @Sendable (ParameterScope) -> any EncoderScore
  ) -> OperationCase {
    OperationCase(name) { b in
      let states = frames(b, [2, 4])
      let query = b.variable([2, 2, 4])
      let mask = SequenceMask(lengths: b.fixedInput([2], [2, 3]), steps: 3)
      let parts = b.network { scope in
        (
          EncoderMemory(states, score: score(scope), mask: mask),
          AttentiveOutput(scope.scope("output"), states: 4, queries: 4)
        )
      }
      let answer = parts.0(query)
      return [answer.weights, parts.1(context: answer.context, hidden: query)]
    }
  }
}
