/// Names of a folder that belong together: one band, one camera, one elevation.
struct NameSeries {
  /// How the names count; nil where they only have an order.
  var pattern: FramePattern?
  /// In no order yet.
  var names: [String]
  /// The next best way to understand them, if it is nearly as good.
  var runnerUp: FramePattern?
}
