/// Memory for what is made of each lead, used again at the next one and by all forecasts that are made side
/// by side. One thread at a time may use it.
package final class FrameBuffers {
  /// The displacement of a lead, for each pixel.
  var displacement: DisplacementField?
  /// The last two frames, moved.
  var now: Plane
  var before: Plane?

  package init(height: Int, width: Int) { now = Plane(height: height, width: width) }

  /// The same as `now`, for the frame before the last one.
  func withBefore(_ body: (inout Plane) -> Void) {
    // Taken out, so that the memory is not shared.
    var plane = before ?? Plane(height: now.height, width: now.width)
    before = nil
    body(&plane)
    before = plane
  }
}
