/// A forecast of least squared error: motion, with bands of detail that fade as they become unpredictable
/// and changes that go on, both as far as the hindcast of the inputs says.
public struct DampedForecast {
  let history: MotionHistory
  let settings: MotionSettings
  let last: Int
  let first: Int

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
    var frames = DampedFrames(
      meanOf: forecasts, MovableFrames(series), bands: GaussianBands(mask: series.mask),
      range: range,
      buffers: FrameBuffers(height: series.mask.height, width: series.mask.width))
    return (0..<leads).map { _ in frames.next() }
  }
}
