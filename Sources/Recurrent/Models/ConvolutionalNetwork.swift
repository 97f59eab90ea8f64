import ForeframeTensorGraph

/// What networks of convolutional cells have in common: how frames enter and leave, what the layers
/// are made of, and how they are read out. Architectures differ in what they do with it.
public struct ConvolutionalNetwork: Hashable, Sendable {
  /// What happens to a layer's output before the next layer reads it.
  public enum Norm: Hashable, Sendable {
    case none
    case layer
    /// In so many groups of channels.
    case group(Int)
  }

  /// One layer.
  public struct Layer: Hashable, Sendable {
    /// Channels of the hidden state.
    public var channels: Int
    /// Sides of the filters on the input and on the state; odd.
    public var inputKernel: Int
    public var stateKernel: Int

    public init(channels: Int, inputKernel: Int, stateKernel: Int) {
      self.channels = channels
      self.inputKernel = inputKernel
      self.stateKernel = stateKernel
    }
  }

  public var frames: FrameInterface
  public var cell: ConvolutionalCellKind
  /// The layer next to the input first.
  public var layers: [Layer]
  /// For each layer how many pixels of the grid of patches one of its own pixels is, along a side: powers of
  /// two. Empty: all layers are on the grid of patches.
  public var scales: [Int]
  public var hasCellBias: Bool
  public var hasReadoutBias: Bool
  /// Whether the readout is added to the frame before, instead of replacing it.
  public var isResidual: Bool
  public var norm: Norm
  /// Share of each layer's outputs dropped in training.
  public var dropout: Float

  public init(
    cell: ConvolutionalCellKind = .convLSTM, layers: [Layer],
    frames: FrameInterface = FrameInterface(), hasCellBias: Bool = true,
    hasReadoutBias: Bool = true, isResidual: Bool = false, norm: Norm = .none, dropout: Float = 0,
    scales: [Int] = []
  ) {
    self.cell = cell
    self.layers = layers
    self.frames = frames
    self.hasCellBias = hasCellBias
    self.hasReadoutBias = hasReadoutBias
    self.isResidual = isResidual
    self.norm = norm
    self.dropout = dropout
    self.scales = scales
  }
}

extension ConvolutionalNetwork {
  /// Layers with parameters under `NAME.0.`, `NAME.1.`, ...
  ///
  /// - Parameter inputChannels: what the first layer reads; 0 if it reads nothing.
  func makeLayers(
    _ scope: ParameterScope, _ name: String, inputChannels: Int
  ) -> ConvolutionalLayers {
    var below = inputChannels
    return ConvolutionalLayers(
      layers: layers.enumerated().map { index, layer in
        let inner = scope.scope("\(name).\(index)")
        let size = ConvolutionalSize(
          inputChannels: below, hidden: layer.channels, inputKernel: layer.inputKernel,
          stateKernel: layer.stateKernel, hasBias: hasCellBias)
        below = layer.channels
        return (
          RecurrentLayer(cell.type.init(inner, size)),
          NormAndDropout(norm, dropout: dropout, inner, channels: layer.channels)
        )
      })
  }

  /// The 1x1 convolution from hidden states to frames in patches. Where it is added to the frame before, its
  /// weights start at a hundredth of the usual range: a network begins near persistence, and does not have
  /// to find the way back there first.
  func makeReadout(_ scope: ParameterScope, inputs: Int) -> Convolution {
    Convolution(
      scope.scope("readout"), inputs: inputs, outputs: frames.patchChannels, kernel: 1,
      bias: hasReadoutBias ? .zeros : nil, fanIn: isResidual ? 10_000 * inputs : nil)
  }
}
