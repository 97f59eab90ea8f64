import ForeframeTensorGraph

/// A reservoir: a recurrent cell of leaky units that is never trained; only what reads it out is
/// (Jaeger, "The echo state approach to analysing and training recurrent neural networks", 2001;
/// Lukoševičius, "A practical guide to applying echo state networks", 2012, eq. 2 and 3).
///
///     h' = (1 - α) h + α tanh(Win x + b + W h)        with the leak α
///
/// Its parameters are fixed. In a network it is a layer like any other, on any device; to fit its
/// readout in one step, in double precision, there is `EchoStateNetwork`. Neither PyTorch nor Keras
/// has it.
public struct EchoState: Cell {
  public let hiddenSize: Int
  let input: Linear
  let hidden: Linear
  let leak: Float

  public init(_ scope: ParameterScope, _ reservoir: Reservoir) {
    hiddenSize = reservoir.units
    leak = Float(reservoir.leak)
    let scope = scope.fixed
    let (inputs, units) = (reservoir.inputs, reservoir.units)
    input = Linear(
      scope.scope("input"), inputs: inputs, outputs: units,
      bias: .values(reservoir.bias.map(Float.init)),
      start: .values(reservoir.inputWeights.map(Float.init)))
    hidden = Linear(
      scope.scope("hidden"), inputs: units, outputs: units, bias: nil,
      start: .values(reservoir.recurrent.dense.map(Float.init)))
  }

  public func project(_ x: Tensor) -> Tensor { input(x) }
  public func projectNothing() -> Tensor { input.projectNothing() }

  public func step(_ a: Tensor, _ s: HiddenState) -> HiddenState {
    HiddenState(h: s.h * (1 - leak) + tanh(a + hidden(s.h)) * leak)
  }
}
