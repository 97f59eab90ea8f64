/// The frames of the mean of several damped forecasts from the same inputs, one lead after the other.
package struct DampedFrames: PlaneStream {
  private var members: [Member]
  private let bands: GaussianBands
  private let range: ClosedRange<Float>
  private let buffers: FrameBuffers
  private var lead = 0

  /// One of the forecasts.
  private struct Member {
    let moved: MovedFrames
    let damping: Damping
    var displacements: LeadDisplacements?
    /// That of the lead after the last one, where it has been looked at.
    var following: DisplacementField?
  }

  /// - Parameters:
  ///   - forecasts: at least one.
  ///   - channel: what is forecast.
  ///   - bands: of the channel's mask.
  ///   - range: the values of a sample.
  package init(
    meanOf forecasts: [DampedForecast], _ channel: MovableFrames, bands: GaussianBands,
    range: ClosedRange<Float>, buffers: FrameBuffers
  ) {
    members = forecasts.map { forecast in
      let (last, first, history) = (forecast.last, forecast.first, forecast.history)
      let moved = MovedFrames(
        channel, inputs: history.soundFrames(last: last, first: first),
        inflow: forecast.settings.inflow)
      return Member(
        moved: moved, damping: forecast.damping,
        displacements: history.displacements(
          forecast.settings, last: last, first: first, size: history.working.mask))
    }
    self.bands = bands
    self.range = range
    self.buffers = buffers
  }

  /// The next lead; outside of the mask the last frame, which gives way to the mean of the inputs.
  package mutating func next() -> Plane {
    lead += 1
    var sum = frame(0)
    for member in members.indices.dropFirst() { sum.change(by: frame(member), +) }
    let count = Float(members.count)
    if count > 1 { sum.change { $0 / count } }
    return sum
  }

  private mutating func frame(_ member: Int) -> Plane {
    let (moved, damping) = (members[member].moved, members[member].damping)
    let weights = damping.weights(lead: lead, bands: bands)
    let now = members[member].following ?? members[member].displacements?.next()
    moved.put(now, in: &buffers.displacement)
    moved.move(moved.last, by: buffers.displacement, level: moved.level, to: &buffers.now)
    if damping.growth > 0 {
      let following = members[member].displacements?.next()
      members[member].following = following
      moved.put(following, in: &buffers.displacement)
      buffers.withBefore {
        moved.move(moved.last - 1, by: buffers.displacement, level: moved.level, to: &$0)
      }
    }
    // Without growth the frame before the last one weighs nothing.
    let before = damping.growth > 0 ? buffers.before ?? bands.mask : bands.mask
    var sum = bands.sum(of: buffers.now, weights.now, and: before, weights.before)
    let (level, range) = (moved.level, range)
    sum.change { min(max($0 + level, range.lowerBound), range.upperBound) }
    return moved.completed(sum, lead: lead)
  }
}
