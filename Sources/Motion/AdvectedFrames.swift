/// The last frame, moved along a field of motion, one lead after the other.
package struct AdvectedFrames: PlaneStream {
  private let moved: MovedFrames
  private var displacements: LeadDisplacements?
  private let buffers: FrameBuffers
  private var lead = 0

  /// - Parameters:
  ///   - channel: what is moved.
  ///   - last, first: the inputs are the frames first...last.
  package init(
    _ history: MotionHistory, _ settings: MotionSettings, _ channel: MovableFrames, last: Int,
    first: Int, buffers: FrameBuffers
  ) {
    moved = MovedFrames(
      channel, inputs: history.soundFrames(last: last, first: first), inflow: settings.inflow)
    displacements = history.displacements(
      settings, last: last, first: first, size: history.working.mask)
    self.buffers = buffers
  }

  /// The next lead; outside of the mask the last frame, which gives way to the mean of the inputs.
  package mutating func next() -> Plane {
    lead += 1
    moved.put(displacements?.next(), in: &buffers.displacement)
    guard let displacement = buffers.displacement else { return moved.lastFrame }
    return moved.completed(moved.moved(moved.last, by: displacement), lead: lead)
  }
}
