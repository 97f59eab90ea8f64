/// An index whose entries were sorted by the row of the table that they name: gradients of several
/// gathers with one index share it.
struct SortedIndexKey: Hashable {
  /// The node of the index.
  var index: Int
  var rows: Int
}
