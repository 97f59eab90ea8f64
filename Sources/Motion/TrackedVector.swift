/// A vector of motion at a point of the newer frame, in pixels.
struct TrackedVector: Sendable, Hashable {
  var x: Float
  var y: Float
  /// The motion, in pixels for each time step.
  var dx: Float
  var dy: Float
}
