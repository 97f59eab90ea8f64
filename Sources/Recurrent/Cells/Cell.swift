import ForeframeTensorGraph

/// A recurrent cell in two parts: the projection of the input, which does not read the state and
/// is applied to all frames at once, and the step, which is the recurrence.
public protocol Cell {
  associatedtype State: RecurrentState
  /// Channels (or units) of the hidden state.
  var hiddenSize: Int { get }
  /// Wx x + b for any number of frames: [N, ..., inputs] -> [N, ..., gates].
  func project(_ x: Tensor) -> Tensor
  /// What stands in for a projection where a cell has no input: its bias alone, broadcast.
  func projectNothing() -> Tensor
  /// One step: the projected input of this time step and the state before give the state after.
  func step(_ projected: Tensor, _ state: State) -> State
  /// Whether ``step(input:_:)`` is better than projecting all inputs at once.
  var fusesInputAndState: Bool { get }
  /// One step from the input itself.
  func step(input: Tensor, _ state: State) -> State
}

extension Cell {
  public var fusesInputAndState: Bool { false }
  public func step(input: Tensor, _ state: State) -> State { step(project(input), state) }
}

/// The tensors that a cell carries from one time step to the next.
public protocol RecurrentState {
  /// The output, and what the gates see at the next step.
  var hidden: Tensor { get }
  /// All tensors in a fixed order, all of the shape of ``hidden``.
  var tensors: [Tensor] { get }
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

extension Cell {
  /// Whether a state of this cell has given tensors, by name.
  public var stateNames: [String] { State.names }

  func step(_ projected: Tensor, tensors: [Tensor]) -> [Tensor] {
    step(projected, State(tensors)).tensors
  }

  func step(input: Tensor, tensors: [Tensor]) -> [Tensor] {
    step(input: input, State(tensors)).tensors
  }
}
