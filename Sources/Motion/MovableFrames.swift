/// Frames of a sequence as they are moved: zero where they are not observed, and blurred for what comes in
/// from outside. Each is made once. Not to be used by two threads at a time until it is.
final class MovableFrames {
  let series: PlaneSeries
  private var sources: [Int: (frame: Plane, edge: Plane)] = [:]

  init(_ series: PlaneSeries) { self.series = series }

  private var means: [[Int]: Plane] = [:]

  /// The mean of some frames.
  func mean(_ indices: [Int]) -> Plane {
    if let known = means[indices] { return known }
    let mean = Plane.mean(of: indices.map { series.frames[$0] })
    means[indices] = mean
    return mean
  }

  /// The share of a blurred pixel that is observed; the same for every frame.
  private lazy var share = series.mask.blurred(sigma: 4).map { max($0, 1e-3) }

  func source(_ index: Int) -> (frame: Plane, edge: Plane) {
    if let known = sources[index] { return known }
    let frame = series.observed(index)
    let source = (frame, frame.blurred(sigma: 4).zipped(with: share, /))
    sources[index] = source
    return source
  }
}
