import ForeframeRecurrent
import ForeframeTensorGraph

/// A cell whose state has tensors of two shapes: an image, and one number for each channel.
///
///     h' = tanh(Wx * x + Wh * h + b + m)        m' = (m + mean of h' over the grid) / 2
public struct PooledCell: ConvolutionalCell {
  public struct State: RecurrentState {
    /// [N, H, W, hidden]
    public var h: Tensor
    /// [N, 1, 1, hidden]
    public var m: Tensor

    public init(_ tensors: [Tensor]) { (h, m) = (tensors[0], tensors[1]) }
    public var hidden: Tensor { h }
    public var tensors: [Tensor] { [h, m] }
    public static var names: [String] { ["h", "m"] }
  }

  public let hiddenSize: Int
  let gates: ConvolutionalGates

  public init(_ scope: ParameterScope, _ size: ConvolutionalSize) {
    hiddenSize = size.hidden
    gates = size.gates(scope, 1, bias: .zeros)
  }

  public func zeroState(like input: Tensor) -> State {
    let (images, height, width) = (input.shape[0], input.shape[1], input.shape[2])
    return State([
      input.filled(0, [images, height, width, hiddenSize]),
      input.filled(0, [images, 1, 1, hiddenSize]),
    ])
  }

  public func project(_ x: Tensor) -> Tensor { gates.project(x) }
  public func projectNothing() -> Tensor { gates.projectNothing() }

  public func step(_ a: Tensor, _ s: State) -> State {
    let h = tanh(a + gates.hidden(s.h) + s.m)
    return State([h, (s.m + h.mean([1, 2])) * 0.5])
  }
}

/// A program's own network of frames: two layers of ``PooledCell``, read out time step by time step.
public struct PooledNetwork: FrameNetwork {
  public var hidden = 4
  public var frames = FrameInterface(patch: 2)
  public var order = Stack.Order.layersFirst

  public init() {}

  public var feedsPredictionsBack: Bool { true }

  public func makeModel(_ scope: ParameterScope) -> any SequenceModel {
    Model(self, scope)
  }

  private struct Model: SequenceModel {
    let frames: FrameInterface
    let stack: Stack
    let readout: Convolution

    init(_ network: PooledNetwork, _ scope: ParameterScope) {
      frames = network.frames
      func layer(_ index: Int, inputs: Int) -> RecurrentLayer {
        RecurrentLayer(
          PooledCell(
            scope.scope("\(index)"),
            ConvolutionalSize(
              inputChannels: inputs, hidden: network.hidden, inputKernel: 3, stateKernel: 3,
              hasBias: true)))
      }
      stack = Stack(
        [layer(0, inputs: frames.patchChannels), layer(1, inputs: network.hidden)],
        order: network.order)
      readout = Convolution(
        scope.scope("readout"), inputs: network.hidden, outputs: frames.patchChannels, kernel: 1,
        bias: .zeros)
    }

    func zeroState(like frame: Tensor) -> [Tensor] { stack.zeroState(like: frame) }

    func forecast(
      _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
      dropoutSeed: Tensor?, checkpointing: Checkpointing
    ) -> Forecast {
      let observed = stack.run(frames, state: state)
      var predictions = observed.outputs.map { readout($0) }
      var current = observed.state
      for _ in 1..<max(horizon, 1) {
        let next = stack.run([predictions[predictions.count - 1]], state: current)
        predictions.append(readout(next.outputs[0]))
        current = next.state
      }
      return Forecast(values: predictions, firstFrame: 1, observedState: observed.state)
    }
  }
}
