/// Tells frames that an instrument has spoilt from weather: their mean jumps away and back.
package enum DefectiveFrames {
  /// Frames whose mean is unlike those of both neighbours, by more than so many times the largest change
  /// nearby.
  private static let factor = JumpGuard.factor
  /// Changes before and after a frame that it is compared with.
  private static let reach = 3

  /// The frames to leave out, in order; never the first or the last, from which nothing comes back.
  ///
  /// - Parameter means: of the observed pixels of each frame, on a scale of 0...255.
  package static func indices(means: [Double]) -> [Int] {
    var kept = Array(means.indices)
    func excess(_ place: Int) -> Double {
      let near = max(0, place - 1 - reach)...min(kept.count - 1, place + 1 + reach)
      let rest = near.filter { $0 != place }.map { means[kept[$0]] }
      let changes = zip(rest.dropFirst(), rest).map { abs($0 - $1) }
      // Two frames more than its neighbours, or nothing is known about usual changes.
      guard changes.count > 1 else { return 0 }
      let between = (means[kept[place - 1]] + means[kept[place + 1]]) / 2
      return abs(means[kept[place]] - between)
        / (factor * max(changes.max() ?? 0, JumpGuard.least))
    }
    // The worst first, since it stands among the changes near to others.
    while kept.count > 2 {
      let places = 1..<kept.count - 1
      guard let worst = places.max(by: { excess($0) < excess($1) }), excess(worst) > 1 else {
        break
      }
      kept.remove(at: worst)
    }
    let left = Set(kept)
    return means.indices.filter { !left.contains($0) }
  }
}
