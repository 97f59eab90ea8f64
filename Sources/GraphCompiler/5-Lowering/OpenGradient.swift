/// A filter gradient before it is transformed back: other time steps may still be added.
struct OpenGradient {
  var sums: Location
  /// What the gradient starts from besides.
  var addend: Location?
}
