/// Tells jumps of an instrument from weather.
package enum JumpGuard {
  /// The last change of the mean counts as a jump if it is so many times the largest of the three before.
  static let factor = 4.0
  /// Changes count as at least so much, on a scale of 0...255.
  static let least = 0.3

  /// Whether the mean has jumped with the last frame.
  ///
  /// - Parameter means: of the observed pixels of each frame, on a scale of 0...255.
  package static func hasJumped(means: [Double]) -> Bool {
    let near = means.suffix(5)
    let changes = zip(near.dropFirst(), near).map { abs($0 - $1) }
    guard changes.count > 1, let change = changes.last else { return false }
    return change > factor * max(changes.dropLast().max() ?? 0, least)
  }
}
