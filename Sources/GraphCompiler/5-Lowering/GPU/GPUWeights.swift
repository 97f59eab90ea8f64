/// A filter, or matrices, that a product multiplies with.
struct GPUWeights {
  var source: Location
  var walk: FilterWalk
  var batches: Int
  var life: PackLife

  /// Whether they lie as the product reads them.
  var liesPacked: Bool { walk.isPacked && source.offset % 4 == 0 }
}
