import ForeframeTensorGraph

/// A recurrent cell in two parts: the projection of the input, which does not read the state and
/// is applied to all frames at once, and the step, which is the recurrence.
public protocol Cell {
  associatedtype State: RecurrentState
  /// Channels (or units) of the hidden state.
  var hiddenSize: Int { get }
  /// The state before the first time step, given an input [N, ..., inputs].
  func zeroState(like input: Tensor) -> State
  /// Wx x + b for any number of frames: [N, ..., inputs] -> [N, ..., gates].
  func project(_ x: Tensor) -> Tensor
  /// What stands in for a projection where a cell has no input: its bias alone, broadcast.
  func projectNothing() -> Tensor
  /// One time step: the projected input and the state before give the state after.
  func step(_ projected: Tensor, _ state: State) -> State
  /// Whether ``step(input:_:)`` is better than projecting all inputs at once.
  var fusesInputAndState: Bool { get }
  /// One time step from the input itself.
  func step(input: Tensor, _ state: State) -> State
}

extension Cell {
  public var fusesInputAndState: Bool { false }
  public func step(input: Tensor, _ state: State) -> State { step(project(input), state) }

  /// Zeros: every tensor has the input's images and grid, and the channels of the hidden state. A
  /// cell whose tensors have other shapes writes its own.
  public func zeroState(like input: Tensor) -> State {
    var shape = input.shape
    shape[shape.rank - 1] = hiddenSize
    return State(State.names.map { _ in input.filled(0, shape) })
  }

  /// Names of the tensors of this cell's state.
  public var stateNames: [String] { State.names }
}
