import ForeframeTensorGraph

/// The dense cells by their names in settings.
public enum DenseCellKind: String, Hashable, Sendable, CaseIterable {
  case rnn
  case lstm
  case peepholeLSTM = "peephole-lstm"
  case coupledLSTM = "coupled-lstm"
  case multiplicativeLSTM = "mlstm"
  case layerNormLSTM = "layer-norm-lstm"
  case gru

  /// A cell with its parameters in the scope.
  public func make(
    _ scope: ParameterScope, inputs: Int, hidden: Int, start: CellInitialisation = .standard
  ) -> any StateDropping {
    switch self {
    case .rnn: RNN(scope, inputs: inputs, hidden: hidden, start: start)
    case .lstm: LSTM(scope, inputs: inputs, hidden: hidden, start: start)
    case .peepholeLSTM: PeepholeLSTM(scope, inputs: inputs, hidden: hidden, start: start)
    case .coupledLSTM: CoupledLSTM(scope, inputs: inputs, hidden: hidden, start: start)
    case .multiplicativeLSTM:
      MultiplicativeLSTM(scope, inputs: inputs, hidden: hidden, start: start)
    case .layerNormLSTM: LayerNormLSTM(scope, inputs: inputs, hidden: hidden, start: start)
    case .gru: GRU(scope, inputs: inputs, hidden: hidden, start: start)
    }
  }
}
