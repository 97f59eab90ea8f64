import ForeframeTensorGraph

/// A way to look at an operand's memory without moving anything.
enum ViewKind: Hashable {
  /// The same elements in the same order under another shape.
  case reshape(Shape)
  /// The same elements under another name.
  case barrier
  /// Axis i is axis `axes[i]` of the operand.
  case permute([Int])
  /// Axes of size 1 repeated.
  case broadcast(Shape)
  /// Positions `start ..< start + count` of one axis.
  case slice(axis: Int, start: Int, count: Int)
}
