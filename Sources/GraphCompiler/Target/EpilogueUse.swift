/// Whether pointwise launches for GPUs may be computed by the product before them.
public enum EpilogueUse: String, Hashable, Sendable, CaseIterable {
  case never
  /// Where no filter has to be packed for it at every use.
  case wherePaying
  case always
}
