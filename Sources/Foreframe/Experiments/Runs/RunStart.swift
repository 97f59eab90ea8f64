/// What a run does with its folder.
public enum RunStart: Hashable, Sendable {
  /// It must be empty.
  case fresh
  /// An earlier run in it is removed.
  case overwriting
  /// The run in it goes on.
  case resuming
}
