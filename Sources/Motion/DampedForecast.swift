/// A forecast of least squared error: motion, with bands of detail that fade as they become unpredictable
/// and changes that go on, both as far as the hindcast of the inputs says.
public struct DampedForecast {
  private let history: MotionHistory
  private let settings: MotionSettings
  private let last: Int
  private let first: Int

  /// What the hindcast chose.
  public let damping: Damping
  /// The mean squared error of the hindcasts, summed over leads; infinite with fewer than 3 inputs, where
  /// there are none. Large frames are hindcast with fewer pixels.
  public let hindcastError: Double

  /// Chooses the damping.
  ///
  /// - Parameters:
  ///   - last, first: the inputs are the frames first...last.
  ///   - leads: frames to forecast, at least 1.
  public init(
    _ history: MotionHistory, _ settings: MotionSettings, last: Int, first: Int, leads: Int
  ) {
    self.history = history
    self.settings = settings
    self.last = last
    self.first = first
    let hindcast = Hindcast(history, settings, last: last, first: first, leads: leads)
    let sound = history.soundFrames(last: last, first: first)
    // Of a change that is no weather, nothing goes on.
    let isSteady =
      sound.contains(last - 1)
      && !JumpGuard.hasJumped(means: sound.map { history.means[$0] })
    (damping, hindcastError) = hindcast.best(
      of: Damping.choices(reduction: history.hindcastBands.reduction).filter {
        isSteady || $0.growth == 0
      })
  }

  /// The forecast of a channel.
  ///
  /// - Parameters:
  ///   - series: the frames that motion was found in, or another channel of them.
  ///   - range: the values of a sample.
  /// - Returns: `leads` frames; outside of the mask the last frame, which gives way to the mean of the
  ///   inputs.
  public func frames(
    _ series: PlaneSeries, leads: Int, range: ClosedRange<Float> = 0...255
  ) -> [Plane] {
    Self.frames(meanOf: [self], series, leads: leads, range: range)
  }

  /// The mean of several forecasts of a channel from the same inputs, at least one.
  public static func frames(
    meanOf forecasts: [DampedForecast], _ series: PlaneSeries, leads: Int,
    range: ClosedRange<Float> = 0...255
  ) -> [Plane] {
    let bands = GaussianBands(mask: series.mask)
    let movable = MovableFrames(series)
    var sums: [Plane] = []
    // One after the other, so that their memory is not needed at the same time.
    for forecast in forecasts {
      var member = DampedFrames(forecast, movable, bands, leads: leads, range: range)
      for lead in 1...leads {
        let frame = member.next(lead: lead)
        if sums.count < lead { sums.append(frame) } else { sums[lead - 1].change(by: frame, +) }
      }
    }
    let count = Float(forecasts.count)
    if count > 1 { for lead in sums.indices { sums[lead].change { $0 / count } } }
    return sums
  }

  /// The frames of a forecast, one lead after the other.
  private struct DampedFrames {
    let moved: MovedFrames
    let damping: Damping
    let bands: GaussianBands
    let range: ClosedRange<Float>
    /// The displacement of the next lead.
    var displacement: DisplacementField?
    /// The last two frames, moved.
    var now: Plane
    var before: Plane

    init(
      _ forecast: DampedForecast, _ movable: MovableFrames, _ bands: GaussianBands, leads: Int,
      range: ClosedRange<Float>
    ) {
      let (last, first, history) = (forecast.last, forecast.first, forecast.history)
      damping = forecast.damping
      moved = MovedFrames(
        movable,
        along: history.displacements(
          forecast.settings, last: last, first: first, leads: leads + 1,
          size: history.working.mask),
        inputs: history.soundFrames(last: last, first: first), inflow: forecast.settings.inflow)
      displacement = moved.displacement(lead: 1)
      now = Plane(height: bands.mask.height, width: bands.mask.width)
      // Without growth it weighs nothing.
      before = damping.growth > 0 ? now : bands.mask
      self.bands = bands
      self.range = range
    }

    mutating func next(lead: Int) -> Plane {
      let weights = damping.weights(lead: lead, bands: bands)
      moved.move(moved.last, by: displacement, level: moved.level, to: &now)
      moved.next(lead: lead + 1, &displacement)
      if damping.growth > 0 {
        moved.move(moved.last - 1, by: displacement, level: moved.level, to: &before)
      }
      var sum = bands.sum(of: now, weights.now, and: before, weights.before)
      let (level, range) = (moved.level, range)
      sum.change { min(max($0 + level, range.lowerBound), range.upperBound) }
      return moved.completed(sum, lead: lead)
    }
  }
}
