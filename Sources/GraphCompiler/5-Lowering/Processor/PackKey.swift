/// Which packing of which weights: several launches share one.
struct PackKey: Hashable {
  var source: Location
  var isFlipped: Bool
  var block: Int
  var life: PackLife
  /// As it is, in words of two bf16 numbers, or transformed for Winograd's algorithm.
  enum Form { case plain, pairs, transformed }
  var form: Form
}
