/// Forecasts of input frames from those before them, by which a damping is chosen.
struct Hindcast {
  private let bands: GaussianBands
  /// Of each lead: the levels of the moved frame and of the one before it, moved one step more.
  private let equations: [NormalEquations]

  /// - Parameters:
  ///   - last, first: the inputs are the frames first...last.
  ///   - leads: at least 1.
  init(_ history: MotionHistory, _ settings: MotionSettings, last: Int, first: Int, leads: Int) {
    let (movable, bands) = (history.hindcastFrames, history.hindcastBands)
    let series = history.hindcastSeries
    self.bands = bands
    let sound = Set(history.soundFrames(last: last, first: first))
    let cuts = HindcastCuts.all(first: first, last: last, leads: leads).filter {
      sound.isSuperset(of: [$0.cut - 1, $0.cut, $0.cut + $0.lead])
    }
    let moved = Dictionary(
      uniqueKeysWithValues: Dictionary(grouping: cuts, by: \.cut).map { cut, cuts in
        _ = (movable.source(cut), movable.source(cut - 1))
        let leads = cuts.reduce(1) { max($0, $1.lead) } + 1
        let displacements = history.displacements(
          settings, last: cut, first: first, size: bands.mask)
        return (
          cut,
          Moved(
            frames: MovedFrames(
              movable, inputs: (first...cut).filter { sound.contains($0) },
              inflow: settings.inflow),
            displacements: displacements.map { Array($0.prefix(leads)) })
        )
      })
    let found = Stripes.map(cuts.count) { index in
      let (cut, lead) = cuts[index]
      return moved[cut].map {
        Self.equations($0, bands, series, lead: lead)
      }
    }
    // There is no truth for later leads.
    var equations = [NormalEquations](
      repeating: NormalEquations(2 * bands.count), count: cuts.reduce(0) { max($0, $1.lead) })
    for (cut, found) in zip(cuts, found) {
      if let found { equations[cut.lead - 1].add(found) }
    }
    self.equations = equations
  }

  /// The frames up to a cut, and the displacement of each lead; nil where nothing moves.
  private struct Moved {
    let frames: MovedFrames
    let displacements: [DisplacementField]?
  }

  private static func equations(
    _ moved: Moved, _ bands: GaussianBands, _ series: PlaneSeries, lead: Int
  ) -> NormalEquations {
    let (frames, displacements) = (moved.frames, moved.displacements)
    let level = frames.level
    let now = frames.moved(frames.last, by: displacements?[lead - 1], level: level)
    let before = frames.moved(frames.last - 1, by: displacements?[lead], level: level)
    let truth = series.frames[frames.last + lead]
    var equations = NormalEquations(2 * bands.count)
    equations.add(
      bands.levels(now) + bands.levels(before),
      truth: truth.zipped(with: bands.mask) { ($0 - level) * $1 }, mask: bands.mask)
    return equations
  }

  /// The damping of the least error, which is summed over leads; infinite where there is no hindcast.
  func best(of choices: [Damping]) -> (damping: Damping, error: Double) {
    var best = (damping: Damping(lifetime: 4, growth: 0), error: Double.infinity)
    for damping in choices {
      let errors = equations.enumerated().compactMap { index, equations in
        let weights = damping.weights(lead: index + 1, bands: bands)
        return equations.error(of: weights.now + weights.before)
      }
      let error = errors.reduce(0, +)
      if !errors.isEmpty, error < best.error { best = (damping, error) }
    }
    return best
  }
}

extension Damping {
  /// The weights of the levels of the moved frame and of the one before it, moved one step more.
  func weights(lead: Int, bands: GaussianBands) -> (now: [Double], before: [Double]) {
    let all = coefficients(lead: lead, bands: GaussianBands.all)
    let kept = Array(all.prefix(GaussianBands.all)), change = Array(all.suffix(GaussianBands.all))
    return (
      bands.weights(bands: zip(kept, change).map(+)),
      bands.weights(bands: change.map { -$0 })
    )
  }
}
