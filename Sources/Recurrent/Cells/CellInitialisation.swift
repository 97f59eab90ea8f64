import ForeframeTensorGraph

/// How the parameters of a dense cell start. Every cell takes it as an argument.
///
/// | | input weights | hidden weights | biases |
/// |---|---|---|---|
/// | ``standard`` | ±1 / √hidden | ±1 / √hidden | 0, of a forget gate 1 |
/// | ``pyTorch`` | ±1 / √hidden | ±1 / √hidden | ±1 / √hidden |
/// | ``keras`` | Glorot, uniform | orthogonal | 0, of a forget gate 1 |
public struct CellInitialisation: Hashable, Sendable {
  /// Of the weights [inputs, gates · hidden]; nil: uniform in ±1 / √hidden.
  public var input: Initialiser?
  /// Of the weights [hidden, gates · hidden]; nil: uniform in ±1 / √hidden.
  public var hidden: Initialiser?
  /// Of the biases; nil: uniform in ±1 / √hidden.
  public var bias: Initialiser?
  /// Where a cell has a forget gate: the start of its bias, while the others are 0 (Gers et al.,
  /// "Learning to forget", 2000; Jozefowicz et al., 2015). nil: as ``bias`` says.
  public var forgetBias: Float?

  public init(
    input: Initialiser? = nil, hidden: Initialiser? = nil, bias: Initialiser? = .zeros,
    forgetBias: Float? = 1
  ) {
    self.input = input
    self.hidden = hidden
    self.bias = bias
    self.forgetBias = forgetBias
  }

  /// What cells use unless told otherwise.
  public static let standard = CellInitialisation()
  /// As `nn.RNN`, `nn.LSTM` and `nn.GRU`. PyTorch adds two biases that both start so; cells here
  /// have one.
  public static let pyTorch = CellInitialisation(bias: nil, forgetBias: nil)
  /// As `keras.layers.SimpleRNN`, `LSTM` and `GRU`.
  public static let keras = CellInitialisation(input: .glorotUniform, hidden: .orthogonal())

  /// The names by which settings choose one.
  public static let names = ["standard", "pytorch", "keras"]

  /// One of ``names``; nil for any other name.
  public init?(named name: String) {
    switch name {
    case "standard": self = .standard
    case "pytorch": self = .pyTorch
    case "keras": self = .keras
    default: return nil
    }
  }

  /// Wx x + b: parameters `input.weight` and `input.bias`.
  ///
  /// - Parameter forget: which of the gates forgets, if one does.
  func inputMap(
    _ scope: ParameterScope, inputs: Int, gates: Int, hidden size: Int, forget: Int? = nil
  ) -> Linear {
    Linear(
      scope.scope("input"), inputs: inputs, outputs: gates * size,
      bias: biases(gates: gates, hidden: size, forget: forget), fanIn: size, start: input)
  }

  /// Wh h: parameter `hidden.weight`.
  func hiddenMap(_ scope: ParameterScope, gates: Int, hidden size: Int) -> Linear {
    Linear(
      scope.scope("hidden"), inputs: size, outputs: gates * size, bias: nil, start: hidden)
  }

  /// The start of the biases of all gates.
  func biases(gates: Int, hidden size: Int, forget: Int? = nil) -> Initialiser {
    if let forget, let forgetBias { return .part(forget, of: gates, value: forgetBias) }
    return bias ?? .uniform(bound: 1 / Float(size).squareRoot())
  }
}
