import ForeframeRecurrent
import ForeframeTensorGraph

/// Every cell and every way to combine layers, over three steps, by all parameters, the input and
/// the initial state.
public enum CellTable {
  private static let steps = 3

  public static let cases: [OperationCase] = cells + sequences

  /// The rows of cells and their combinations, without those of whole networks of text.
  public static let cells: [OperationCase] = dense + convolutional + withoutInput + combined

  private static let dense: [OperationCase] = [
    dense("RNN") { RNN($0, inputs: $1, hidden: $2) },
    dense("LSTM") { LSTM($0, inputs: $1, hidden: $2) },
    dense("PeepholeLSTM") { PeepholeLSTM($0, inputs: $1, hidden: $2) },
    dense("CoupledLSTM") { CoupledLSTM($0, inputs: $1, hidden: $2) },
    dense("GRU") { GRU($0, inputs: $1, hidden: $2) },
    dense("MultiplicativeLSTM") { MultiplicativeLSTM($0, inputs: $1, hidden: $2) },
    dense("LayerNormLSTM") { LayerNormLSTM($0, inputs: $1, hidden: $2) },
    dense("EchoState") { scope, inputs, hidden in
      EchoState(scope, Reservoir(units: hidden, inputs: inputs, connections: 2, leak: 0.3))
    },
  ]

  private static func dense(
    _ name: String, _ make: @escaping @Sendable (ParameterScope, Int, Int) -> any Cell
  ) -> OperationCase {
    OperationCase(name, range: -0.8...0.8) { b in
      let layer = RecurrentLayer(b.network { make($0, 3, 5) })
      return run(layer, b, frame: [2, 3])
    }
  }

  private static let convolutional: [OperationCase] =
    [
      ("ConvLSTM", ConvLSTM.init), ("PeepholeConvLSTM", PeepholeConvLSTM.init),
      ("ConvGRU", ConvGRU.init),
    ].flatMap {
      (name: String, make: @escaping @Sendable (ParameterScope, ConvolutionalSize) -> any Cell) in
      [true, false].map { hasBias in
        OperationCase("\(name)\(hasBias ? "" : " without bias")", range: -0.6...0.6) { b in
          let size = ConvolutionalSize(
            inputChannels: 2, hidden: 3, inputKernel: 3, stateKernel: 5, hasBias: hasBias)
          return run(RecurrentLayer(b.network { make($0, size) }), b, frame: [2, 4, 3, 2])
        }
      }
    }

  /// The first layer of a forecaster sees its state alone.
  private static let withoutInput: [OperationCase] = [true, false].map { hasBias in
    OperationCase("PeepholeConvLSTM without input\(hasBias ? "" : " or bias")", range: -0.6...0.6) {
      b in
      let size = ConvolutionalSize(
        inputChannels: 0, hidden: 3, inputKernel: 3, stateKernel: 3, hasBias: hasBias)
      let layer = RecurrentLayer(b.network { PeepholeConvLSTM($0, size) })
      let state = [b.variable([2, 4, 3, 3]), b.variable([2, 4, 3, 3])]
      let result = layer.run(.nothing(steps: steps), state: state)
      return result.outputs + result.state
    }
  }

  private static let combined: [OperationCase] = [
    OperationCase("stack of LSTM and GRU", range: -0.8...0.8) { b in
      let stack = b.network { scope in
        Stack([
          RecurrentLayer(LSTM(scope.scope("0"), inputs: 3, hidden: 5)),
          RecurrentLayer(GRU(scope.scope("1"), inputs: 5, hidden: 4)),
        ])
      }
      return run(stack, b, frame: [2, 3])
    },
    OperationCase("bidirectional ConvGRU", range: -0.6...0.6) { b in
      let size = ConvolutionalSize(
        inputChannels: 2, hidden: 3, inputKernel: 3, stateKernel: 3, hasBias: true)
      let layer = b.network { scope in
        Bidirectional(
          forward: RecurrentLayer(ConvGRU(scope.scope("forward"), size)),
          backward: RecurrentLayer(ConvGRU(scope.scope("backward"), size)))
      }
      return run(layer, b, frame: [1, 3, 4, 2])
    },
    OperationCase("stack of bidirectional RNNs from zero states", range: -0.8...0.8) { b in
      let stack = b.network { scope in
        Stack(
          (0..<2).map { level in
            let inner = scope.scope("\(level)")
            let inputs = level == 0 ? 3 : 8
            return Bidirectional(
              forward: RecurrentLayer(RNN(inner.scope("forward"), inputs: inputs, hidden: 4)),
              backward: RecurrentLayer(RNN(inner.scope("backward"), inputs: inputs, hidden: 4)))
          })
      }
      let frames = frames(b, [2, 3])
      let result = stack.run(frames, state: stack.zeroState(like: frames[0]))
      return result.outputs + result.state
    },
  ]

  static func frames(_ b: CaseBuilder, _ frame: Shape) -> [Tensor] {
    let all = b.input(Shape([steps] + frame.sizes))
    return (0..<steps).map { all.slice(axis: 0, start: $0, count: 1).squeezed(0) }
  }

  private static func run(_ layer: any SequenceLayer, _ b: CaseBuilder, frame: Shape) -> [Tensor] {
    let frames = frames(b, frame)
    let state = layer.zeroState(like: frames[0]).map { b.variable($0.shape) }
    let result = layer.run(frames, state: state)
    return result.outputs + result.state
  }
}
