import ForeframeTensorGraph

/// The observed frames in the frame of the last one, and what is known of each lead without learning.
///
/// Intensities are less the sequence's level and over its contrast. Images of all leads (or of all observed
/// frames) lie one after the other: K·N of them. Sides are filled up to multiples of 4 with zeros, which
/// count as not observed.
struct MovingScene {
  /// The observed frames moved to the last one, the oldest first: value, difference from the last frame,
  /// and whether it was observed, [T·N, H', W', 2 C + 1].
  let observed: Tensor
  /// Motion over 8 pixels, on a quarter of the grid, [N, H'/4, W'/4, 2].
  let coarseField: Tensor
  /// Displacements of all leads on a quarter of the grid, in its pixels, [K·N, H'/4, W'/4, 2].
  let coarseDisplacements: Tensor
  /// The damped forecast, the last frame moved less it, and the mean of the inputs less it,
  /// [K·N, H', W', C].
  let damped: Tensor
  let sharper: Tensor
  let meaner: Tensor
  /// How much of each pixel comes from within the frame, [K·N, H', W', 1].
  let coverage: Tensor
  /// ``MotionCondition/told``, [N, told].
  let conditions: Tensor
  private let guide: MotionGuide
  private let horizon: Int

  /// - Parameter frames: T observed frames, [N, H, W, C] each.
  init(_ frames: [Tensor], horizon: Int, _ guide: MotionGuide) {
    self.guide = guide
    self.horizon = horizon
    let s = frames[0].shape
    let (images, height, width, channels) = (s[0], s[1], s[2], s[3])
    let last = frames.count - 1
    let (level, contrast) = (guide.pixel(.level), guide.pixel(.contrast))
    let normal = frames.map { ($0 - level) / contrast * guide.mask }
    let displacements = guide.displacements(max(last, horizon))
    func times(_ count: Int, _ tensor: Tensor) -> Tensor {
      concat([Tensor](repeating: tensor, count: count), axis: 0)
    }

    // A frame j time steps before the last one is moved as the last one is over j leads.
    let newest = concat([normal[last], guide.mask], axis: 3)
    var seen = newest
    if last > 0 {
      let before = concat(
        [concat(Array(normal[..<last]), axis: 0), times(last, guide.mask)], axis: 3)
      let moved = before.warped(
        by: concat(displacements[..<last].reversed(), axis: 0), border: .zeros)
      seen = concat([moved, newest], axis: 0)
    }
    let values = seen.slice(axis: 3, start: 0, count: channels)
    observed = filled(
      concat(
        [
          values, values - times(frames.count, normal[last]),
          seen.slice(axis: 3, start: channels, count: 1),
        ], axis: 3))
    coarseField = blockMeans(filled(guide.field)) * 0.125

    let leads = concat(Array(displacements[..<horizon]), axis: 0)
    coarseDisplacements = blockMeans(filled(leads)) * 0.25
    let moved = times(horizon, newest).warped(by: leads, border: .zeros)
    let share = moved.slice(axis: 3, start: channels, count: 1)
    let flat = guide.forecast.reshaped([horizon * images, height, width, channels])
    let base =
      (flat - times(horizon, level)) / times(horizon, contrast) * times(horizon, guide.mask)
    damped = filled(base)
    // Where nothing is known to come from, it is the damped forecast.
    sharper = filled(moved.slice(axis: 3, start: 0, count: channels) - share * base)
    coverage = filled(share)
    let mean = normal.dropFirst().reduce(normal[0], +) * (1 / Float(frames.count))
    meaner = filled(times(horizon, mean) - base)

    conditions = concat(MotionCondition.told.map(guide.condition), axis: 1)
  }

  /// Images without what fills them up, [K·N, H', W', ...] -> [K·N, H, W, ...].
  func part(_ images: Tensor) -> Tensor {
    images.slice(axis: 1, start: 0, count: guide.forecast.shape[2])
      .slice(axis: 2, start: 0, count: guide.forecast.shape[3])
  }

  /// The damped forecast with a correction [K·N, H', W', C], as intensities [K·N, H, W, C] from 0 to 1.
  func forecast(_ correction: Tensor) -> Tensor {
    let s = guide.forecast.shape
    let (images, height, width) = (s[1], s[2], s[3])
    let part = part(correction).reshaped([horizon, images, height, width, s[4]])
    let scale = (guide.pixel(.contrast) * guide.mask).expanded(0)
    let sum = guide.forecast + part * scale
    return minimum(maximum(sum, sum.filled(0)), sum.filled(1))
      .reshaped([horizon * images, height, width, s[4]])
  }
}

/// Sides filled up to multiples of 4 with zeros.
private func filled(_ x: Tensor) -> Tensor {
  func missing(_ axis: Int) -> Int { (4 - x.shape[axis] % 4) % 4 }
  return x.padded(axis: 1, before: 0, after: missing(1))
    .padded(axis: 2, before: 0, after: missing(2))
}
