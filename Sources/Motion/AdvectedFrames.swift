/// The last frame, moved along a field of motion, one lead after the other.
package struct AdvectedFrames: PlaneStream {
  private let moved: MovedFrames
  private let buffers: FrameBuffers
  private var lead = 0

  /// - Parameters:
  ///   - channel: what is moved.
  ///   - last, first: the inputs are the frames first...last.
  ///   - leads: how many there will be at most.
  package init(
    _ history: MotionHistory, _ settings: MotionSettings, _ channel: MovableFrames, last: Int,
    first: Int, leads: Int, buffers: FrameBuffers
  ) {
    moved = MovedFrames(
      channel,
      along: history.displacements(
        settings, last: last, first: first, leads: leads, size: history.working.mask),
      inputs: history.soundFrames(last: last, first: first), inflow: settings.inflow)
    self.buffers = buffers
  }

  /// The next lead; outside of the mask the last frame, which gives way to the mean of the inputs.
  package mutating func next() -> Plane {
    lead += 1
    moved.next(lead: lead, &buffers.displacement)
    guard let displacement = buffers.displacement else { return moved.lastFrame }
    return moved.completed(moved.moved(moved.last, by: displacement), lead: lead)
  }
}
