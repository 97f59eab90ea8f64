/// Which packing of which weights: several launches share one.
struct GPUPackKey: Hashable {
  var source: Location
  var walk: FilterWalk
  var interleaving: ColumnInterleaving
  var life: PackLife
}
