/// Drops vectors that are unlike those around them.
struct VectorCleaning: Sendable {
  /// Neighbours that a vector is compared with.
  var neighbours = 30
  /// The Mahalanobis distance to them at which it is dropped.
  var limit = 3.0

  /// The vectors that stay. With fewer than a vector and its neighbours, all do.
  func cleaned(_ vectors: [TrackedVector]) -> [TrackedVector] {
    guard vectors.count > neighbours else { return vectors }
    let points = NearestPoints(vectors.map { ($0.x, $0.y) })
    let stays = Stripes.map(vectors.count, atOnce: 64) { index in
      let vector = vectors[index]
      let near = points.nearest(neighbours + 1, to: vector.x, vector.y)
      // The first is the vector itself, or one at the same place.
      return isLike(near.dropFirst().map { vectors[$0.index] }, vector)
    }
    return zip(vectors, stays).filter(\.1).map(\.0)
  }

  private func isLike(_ others: [TrackedVector], _ vector: TrackedVector) -> Bool {
    let count = Double(others.count)
    let mean = (
      x: others.reduce(0) { $0 + Double($1.dx) } / count,
      y: others.reduce(0) { $0 + Double($1.dy) } / count
    )
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for other in others {
      let (dx, dy) = (Double(other.dx) - mean.x, Double(other.dy) - mean.y)
      xx += dx * dx
      xy += dx * dy
      yy += dy * dy
    }
    (xx, xy, yy) = (xx / (count - 1) + 0.01, xy / (count - 1), yy / (count - 1) + 0.01)
    let (dx, dy) = (Double(vector.dx) - mean.x, Double(vector.dy) - mean.y)
    let distance = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy)
    return distance <= limit * limit
  }
}
