import ForeframeTensorGraph

/// The tensors that a cell carries from one time step to the next.
public protocol RecurrentState {
  /// The output, and what the gates see at the next time step.
  var hidden: Tensor { get }
  /// All tensors in a fixed order; their shapes may differ. In a stack that is run in zigzag order
  /// the last one is the memory that all layers share (``Stack/Order/zigzag``).
  var tensors: [Tensor] { get }
  /// The state with these ``tensors``.
  init(_ tensors: [Tensor])
  /// Names of ``tensors``.
  static var names: [String] { get }
}

/// The state of cells without a memory of their own: RNN, GRU.
public struct HiddenState: RecurrentState {
  public var h: Tensor

  public init(h: Tensor) { self.h = h }
  public init(_ tensors: [Tensor]) { self.init(h: tensors[0]) }
  public var hidden: Tensor { h }
  public var tensors: [Tensor] { [h] }
  public static var names: [String] { ["h"] }
}

/// The state of the LSTM family: hidden state and cell state.
public struct MemoryState: RecurrentState {
  public var h: Tensor
  public var c: Tensor

  public init(h: Tensor, c: Tensor) {
    self.h = h
    self.c = c
  }
  public init(_ tensors: [Tensor]) { self.init(h: tensors[0], c: tensors[1]) }
  public var hidden: Tensor { h }
  public var tensors: [Tensor] { [h, c] }
  public static var names: [String] { ["h", "c"] }
}
