/// A forecast of least squared error: motion, with bands of detail that fade as they become unpredictable
/// and changes that go on, both as far as the hindcast of the inputs says.
public struct DampedForecast {
  private let history: MotionHistory
  private let settings: MotionSettings
  private let bands: GaussianBands
  private let last: Int
  private let first: Int

  /// What the hindcast chose.
  public let damping: Damping
  /// The mean squared error of the hindcasts, summed over leads; infinite with fewer than 3 inputs, where
  /// there are none.
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
    let series = history.series
    let bands = GaussianBands(mask: series.mask)
    self.bands = bands
    let cuts = HindcastCuts.all(first: first, last: last, leads: leads)
    let size = 2 * GaussianBands.count
    var equations = [NormalEquations](repeating: NormalEquations(size), count: leads)
    for cut in Set(cuts.map(\.cut)).sorted() {
      let part = cuts.filter { $0.cut == cut }.map(\.lead)
      let moved = MovedFrames(
        series,
        along: history.displacements(
          settings, last: cut, first: first, leads: (part.max() ?? 1) + 1), last: cut, first: first,
        inflow: settings.inflow)
      let level = series.level(last: cut, first: first)
      for lead in part {
        equations[lead - 1].add(
          Self.regressors(moved, bands, lead: lead, level: level),
          truth: series.frames[cut + lead].map { $0 - level }, mask: series.mask)
      }
    }
    let hasJumped = JumpGuard.hasJumped(series, last: last, first: first)
    var best = (damping: Damping(lifetime: 4, growth: 0), error: Double.infinity)
    for damping in Damping.choices where !(hasJumped && damping.growth > 0) {
      let errors = equations.indices.compactMap {
        equations[$0].error(
          of: damping.coefficients(lead: $0 + 1, bands: GaussianBands.count))
      }
      let error = errors.reduce(0, +)
      if !errors.isEmpty, error < best.error { best = (damping, error) }
    }
    damping = best.damping
    hindcastError = best.error
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
    let mask = series.mask
    let moved = MovedFrames(
      series,
      along: history.displacements(settings, last: last, first: first, leads: leads + 1),
      last: last,
      first: first, inflow: settings.inflow)
    let level = series.level(last: last, first: first)
    return (1...leads).map { lead in
      let regressors = Self.regressors(moved, bands, lead: lead, level: level)
      let coefficients = damping.coefficients(lead: lead, bands: GaussianBands.count)
      var sum = Plane(height: mask.height, width: mask.width, repeating: level)
      for (regressor, coefficient) in zip(regressors, coefficients) where coefficient != 0 {
        let factor = Float(coefficient)
        sum = sum.zipped(with: regressor) { $0 + factor * $1 }
      }
      return moved.completed(
        sum.map { min(max($0, range.lowerBound), range.upperBound) }, lead: lead)
    }
  }

  /// The bands of the moved frame, and of its difference to the frame before, moved one step more.
  private static func regressors(
    _ moved: MovedFrames, _ bands: GaussianBands, lead: Int, level: Float
  ) -> [Plane] {
    var now = bands.split(moved.moved(moved.last, lead: lead))
    var change = [Plane](
      repeating: Plane(height: bands.mask.height, width: bands.mask.width), count: now.count)
    if moved.last > moved.first {
      let before = bands.split(moved.moved(moved.last - 1, lead: lead + 1))
      change = zip(now, before).map { $0.zipped(with: $1, -) }
    }
    let coarsest = now.count - 1
    now[coarsest] = now[coarsest].zipped(with: bands.mask) { $0 - level * $1 }
    return now + change
  }
}
