/// For how long weights stay packed.
enum PackLife: Hashable {
  /// From the prologue on, through every run.
  case always
  /// From the first launch of a run that reads them to the last: the prologue must not.
  case run
  /// For one launch, of the given node.
  case launch(Int)
}
