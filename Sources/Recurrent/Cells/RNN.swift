import ForeframeTensorGraph

/// The simple recurrent cell (Elman, "Finding structure in time", 1990).
///
///     h' = tanh(Wx x + Wh h + b)
///
/// Defaults elsewhere: `nn.RNN` starts all parameters uniformly in ±1 / √hidden, with two biases;
/// `keras.layers.SimpleRNN` starts Wx by Glorot's rule, Wh orthogonal, b at 0.
public struct RNN: StateDropping {
  public let hiddenSize: Int
  let input: Linear
  var hidden: any LinearMap

  public init(
    _ scope: ParameterScope, inputs: Int, hidden size: Int, start: CellInitialisation = .standard
  ) {
    hiddenSize = size
    input = start.inputMap(scope, inputs: inputs, gates: 1, hidden: size)
    hidden = start.hiddenMap(scope, gates: 1, hidden: size)
  }

  public func project(_ x: Tensor) -> Tensor { input(x) }
  public func projectNothing() -> Tensor { input.projectNothing() }

  public func step(_ a: Tensor, _ s: HiddenState) -> HiddenState {
    HiddenState(h: tanh(a + hidden(s.h)))
  }

  public func hiding(_ mask: Tensor) -> RNN {
    var cell = self
    cell.hidden = MaskedMap(hidden, mask)
    return cell
  }
}
