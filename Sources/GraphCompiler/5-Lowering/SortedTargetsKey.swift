import ForeframeTensorGraph

/// Targets of a warp that were sorted by the cell in which they lie: gradients of several images moved by
/// one displacement share them.
struct SortedTargetsKey: Hashable {
  /// The node of the displacement.
  var displacement: Int
  var border: WarpBorder
}
