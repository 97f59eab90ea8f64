/// How output channels are interleaved out to columns of packed weights.
struct ColumnInterleaving: Hashable {
  /// Slices of the channels, and columns that hold all slices of some: `gpu_pack.cl`. With one gate,
  /// columns are channels.
  var gates = 1
  var tile = 4

  func width(_ channels: Int) -> Int {
    let share = tile / gates
    return (channels / gates + share - 1) / share * tile
  }
}
