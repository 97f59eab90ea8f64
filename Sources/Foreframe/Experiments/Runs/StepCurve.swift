/// Values over steps, of which a bounded number is kept: when there are too many, neighbours become
/// their mean.
struct StepCurve {
  private static let mostPoints = 1 << 16

  private(set) var points: [(step: Int, value: Double)] = []
  /// Values that a point stands for.
  private var weight = 1
  /// Values that do not make a point yet.
  private var sum = 0.0
  private var count = 0

  mutating func add(_ step: Int, _ value: Double) {
    sum += value
    count += 1
    guard count == weight else { return }
    points.append((step, count == 1 ? value : sum / Double(count)))
    (sum, count) = (0, 0)
    guard points.count == Self.mostPoints else { return }
    points = stride(from: 0, to: points.count, by: 2).map { index in
      let (first, second) = (points[index], points[index + 1])
      return (second.step, (first.value + second.value) / 2)
    }
    weight *= 2
  }
}
