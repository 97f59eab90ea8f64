import ForeframeTensorGraph

/// The sizes of a convolutional cell.
public struct ConvolutionalSize: Hashable, Sendable {
  /// Channels of the input; 0 for a cell without one (the forecaster's first layer).
  public var inputChannels: Int
  /// Channels of the hidden state.
  public var hidden: Int
  /// Side of the input's and of the state's filter, odd.
  public var inputKernel: Int
  public var stateKernel: Int
  public var hasBias: Bool

  public init(inputChannels: Int, hidden: Int, inputKernel: Int, stateKernel: Int, hasBias: Bool) {
    self.inputChannels = inputChannels
    self.hidden = hidden
    self.inputKernel = inputKernel
    self.stateKernel = stateKernel
    self.hasBias = hasBias
  }

  /// The maps of a cell with so many gates, whose parameters are `input.weight`, `hidden.weight` and
  /// `bias` in the scope.
  public func gates(_ scope: ParameterScope, _ gates: Int, bias: Initialiser) -> ConvolutionalGates
  {
    let outputs = gates * hidden
    let fanIn = inputChannels * inputKernel * inputKernel + hidden * stateKernel * stateKernel
    let input =
      inputChannels == 0
      ? nil
      : Convolution(
        scope.scope("input"), inputs: inputChannels, outputs: outputs, kernel: inputKernel,
        bias: nil,
        fanIn: fanIn)
    let state = Convolution(
      scope.scope("hidden"), inputs: hidden, outputs: outputs, kernel: stateKernel, bias: nil,
      fanIn: fanIn)
    return ConvolutionalGates(
      input: input, hidden: state,
      bias: hasBias
        ? scope.parameter("bias", [outputs], bias).reshaped([1, 1, 1, outputs]) : nil)
  }
}
