/// A launch before it has addresses: a fused group or one operation.
enum Unit: Hashable {
  /// Stored pointwise nodes that one launch computes.
  case fused(group: Int)
  /// One operation; its value, with addends, is that of node `result`.
  case kernel(node: Int, result: Int)
}
