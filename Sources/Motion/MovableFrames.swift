/// Frames of a sequence as they are moved: zero where they are not observed, and blurred for what comes in
/// from outside. Each is made once. Not to be used by two threads at a time until it is.
package final class MovableFrames {
  /// 1 where a pixel is always observed, 0 elsewhere.
  let mask: Plane
  let isComplete: Bool
  private let frames: Frames
  private var sources: [Int: (frame: Plane, edge: Plane)] = [:]
  private var means: [[Int]: Plane] = [:]
  /// The share of a blurred pixel that is observed; the same for every frame.
  private var share: Plane?

  private enum Frames {
    case all(PlaneSeries)
    /// The frame at this place and, among the sources, maybe the one before it.
    case last(Plane, at: Int, mean: Plane, level: Float)
  }

  init(_ series: PlaneSeries) {
    frames = .all(series)
    mask = series.mask
    isComplete = series.isComplete
  }

  /// What is left of frames of which the last is number `last`.
  package init(_ left: LastFrames, at last: Int, isComplete: Bool) {
    frames = .last(left.last, at: last, mean: left.mean, level: left.level)
    mask = left.mask
    self.isComplete = isComplete
    sources[last] = source(of: left.last)
    if let before = left.before { sources[last - 1] = source(of: before) }
    share = nil
  }

  /// A frame, also where it is not observed.
  func frame(_ index: Int) -> Plane {
    switch frames {
    case .all(let series): series.frames[index]
    case .last(let frame, let last, _, _): index == last ? frame : source(index).frame
    }
  }

  /// The mean of some frames; of frames that are not held, that of all inputs.
  func mean(_ indices: [Int]) -> Plane {
    switch frames {
    case .all(let series):
      if let known = means[indices] { return known }
      let mean = Plane.mean(of: indices.map { series.frames[$0] })
      means[indices] = mean
      return mean
    case .last(_, _, let mean, _): return mean
    }
  }

  /// The mean of the observed pixels of the last four of some frames.
  func level(_ indices: [Int]) -> Float {
    switch frames {
    case .all(let series): series.level(indices)
    case .last(_, _, _, let level): level
    }
  }

  func source(_ index: Int) -> (frame: Plane, edge: Plane) {
    if let known = sources[index] { return known }
    switch frames {
    case .all(let series):
      let source = source(of: series.frames[index])
      sources[index] = source
      return source
    case .last: preconditionFailure("frame \(index) is not held")
    }
  }

  private func source(of frame: Plane) -> (frame: Plane, edge: Plane) {
    let share = share ?? mask.blurred(sigma: 4).map { max($0, 1e-3) }
    self.share = share
    let observed = isComplete ? frame : frame.zipped(with: mask, *)
    return (observed, observed.blurred(sigma: 4).zipped(with: share, /))
  }
}
