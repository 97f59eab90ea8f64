/// What a forecast needs of a channel at full size: the last frames and the mean of the inputs. The other
/// frames need not be held.
package struct LastFrames: Sendable {
  let last: Plane
  /// The frame before the last one, where it is sound and was asked for.
  let before: Plane?
  /// The mean of the sound inputs.
  let mean: Plane
  /// The mean of the observed pixels of the last four of them.
  let level: Float
  /// 1 where a pixel is always observed, 0 elsewhere.
  let mask: Plane
}

extension MotionHistory {
  /// Looks at one input after the other, and keeps what forecasts from the frame `last` need.
  ///
  /// - Parameters:
  ///   - mask: 1 where a pixel is always observed, 0 elsewhere; nil: everywhere.
  ///   - last, first: the inputs are the frames first...last.
  ///   - withBefore: whether changes are to go on, so that the frame before the last one is kept.
  ///   - planes: the channels of a frame.
  /// - Returns: what is kept of each channel.
  package func lastFrames(
    mask: Plane?, last: Int, first: Int, withBefore: Bool, _ planes: (Int) throws -> [Plane]
  ) rethrows -> [LastFrames] {
    let inputs = soundFrames(last: last, first: first)
    let mask = mask ?? Plane(height: height, width: width, repeating: 1)
    let levelled = inputs.suffix(4)
    var (sums, before, newest): ([Plane], [Plane], [Plane]) = ([], [], [])
    var levels: [Double] = []
    for index in inputs {
      let planes = try planes(index)
      if index == levelled.first { levels = planes.map { _ in 0 } }
      if levelled.contains(index) {
        for channel in planes.indices { levels[channel] += planes[channel].mean(where: mask) }
      }
      if index == last - 1, withBefore { before = planes }
      if index == last { newest = planes }
      if sums.isEmpty {
        sums = planes
      } else {
        for channel in planes.indices { sums[channel].change(by: planes[channel], +) }
      }
    }
    let count = Float(inputs.count)
    return newest.indices.map { channel in
      if count > 1 { sums[channel].change { $0 / count } }
      return LastFrames(
        last: newest[channel], before: before.isEmpty ? nil : before[channel],
        mean: sums[channel], level: Float(levels[channel] / Double(levelled.count)), mask: mask)
    }
  }
}
