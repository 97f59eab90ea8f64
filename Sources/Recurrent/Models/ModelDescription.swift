/// Everything that determines a network's parameters and how they are used.
public struct ModelDescription: Hashable, Sendable {
  /// How a network goes from the past to the future.
  public enum Architecture: String, Hashable, Sendable, CaseIterable {
    /// One stack; its prediction is the next step's input.
    case autoregressive
    /// A stack that reads, and a stack that starts from its states and writes (Shi et al. 2015).
    case encoderForecaster = "encoder-forecaster"
  }

  /// Which convolutional cell the layers are made of.
  public enum CellKind: String, Hashable, Sendable, CaseIterable {
    case convLSTM = "ConvLSTM"
    case peepholeConvLSTM = "PeepholeConvLSTM"
    case convGRU = "ConvGRU"
  }

  /// What happens to a layer's output before the next layer sees it.
  public enum Normalisation: Hashable, Sendable {
    case none
    case layer
    case group(Int)
  }

  /// What the readout's numbers mean.
  public enum Output: String, Hashable, Sendable, CaseIterable {
    /// Intensities.
    case linear
    /// Logits; the frame is their logistic function.
    case logits
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

  public var architecture: Architecture
  public var cell: CellKind
  public var layers: [Layer]
  /// Channels of a frame.
  public var frameChannels: Int
  /// Side of the square patches that frames are cut into; 1 for none.
  public var patch: Int
  public var hasCellBias: Bool
  public var hasReadoutBias: Bool
  /// Whether the readout is added to the frame before, instead of replacing it.
  public var isResidual: Bool
  public var output: Output
  public var normalisation: Normalisation
  /// Share of each layer's outputs dropped in training.
  public var dropout: Float

  public init(
    architecture: Architecture, cell: CellKind, layers: [Layer], frameChannels: Int = 1,
    patch: Int = 1, hasCellBias: Bool = true, hasReadoutBias: Bool = true,
    isResidual: Bool = false, output: Output = .linear, normalisation: Normalisation = .none,
    dropout: Float = 0
  ) {
    self.architecture = architecture
    self.cell = cell
    self.layers = layers
    self.frameChannels = frameChannels
    self.patch = patch
    self.hasCellBias = hasCellBias
    self.hasReadoutBias = hasReadoutBias
    self.isResidual = isResidual
    self.output = output
    self.normalisation = normalisation
    self.dropout = dropout
  }

  /// Channels of a frame in patches.
  public var patchChannels: Int { frameChannels * patch * patch }

  func makeCell(_ scope: ParameterScope, layer: Int, inputs: Int) -> any Cell {
    let size = ConvolutionalSize(
      inputs: inputs, hidden: layers[layer].channels, inputKernel: layers[layer].inputKernel,
      stateKernel: layers[layer].stateKernel, hasBias: hasCellBias)
    return switch cell {
    case .convLSTM: ConvLSTM(scope, size)
    case .peepholeConvLSTM: PeepholeConvLSTM(scope, size)
    case .convGRU: ConvGRU(scope, size)
    }
  }
}
