/// Finds the nearest of many points in a plane: points in square cells, searched ring by ring.
package struct NearestPoints {
  private let points: [(x: Float, y: Float)]
  private let cell: Float
  private let columns: Int
  private let rows: Int
  private let origin: (x: Float, y: Float)
  /// Indices of the points of each cell, and where those of a cell start.
  private let members: [Int]
  private let starts: [Int]

  /// - Parameter points: at least one.
  package init(_ points: [(x: Float, y: Float)]) {
    self.points = points
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
    let (across, down) = ((xs.max() ?? 0) - left, (ys.max() ?? 0) - top)
    origin = (left, top)
    // Two points to a cell.
    cell = max((2 * max(across, 1) * max(down, 1) / Float(points.count)).squareRoot(), 1)
    columns = Int(across / cell) + 1
    rows = Int(down / cell) + 1
    var counts = [Int](repeating: 0, count: columns * rows + 1)
    let (columns, rows, cell) = (columns, rows, cell)
    let places = points.map { point in
      min(Int((point.y - top) / cell), rows - 1) * columns
        + min(Int((point.x - left) / cell), columns - 1)
    }
    for place in places { counts[place + 1] += 1 }
    for place in 1..<counts.count { counts[place] += counts[place - 1] }
    starts = counts
    var members = [Int](repeating: 0, count: points.count)
    for (index, place) in places.enumerated() {
      members[counts[place]] = index
      counts[place] += 1
    }
    self.members = members
  }

  /// The `count` nearest points (all, if there are fewer), with squared distances, the nearest first; of
  /// equally near ones the first given.
  package func nearest(_ count: Int, to x: Float, _ y: Float) -> [(distance: Float, index: Int)] {
    let wanted = min(count, points.count)
    let (column, row) = (
      Int(((x - origin.x) / cell).rounded(.down)),
      Int(((y - origin.y) / cell).rounded(.down))
    )
    var found: [(distance: Float, index: Int)] = []
    found.reserveCapacity(wanted + 1)
    func visit(_ i: Int, _ j: Int) {
      guard (0..<columns).contains(i), (0..<rows).contains(j) else { return }
      let place = j * columns + i
      for index in members[starts[place]..<starts[place + 1]] {
        let (dx, dy) = (points[index].x - x, points[index].y - y)
        let distance = dx * dx + dy * dy
        func isAfter(_ other: (distance: Float, index: Int)) -> Bool {
          (other.distance, other.index) < (distance, index)
        }
        if found.count == wanted, let last = found.last, isAfter(last) { continue }
        var at = found.count
        while at > 0, !isAfter(found[at - 1]) { at -= 1 }
        found.insert((distance, index), at: at)
        if found.count > wanted { found.removeLast() }
      }
    }
    let farthest =
      max(
        abs(column), abs(row), abs(columns - 1 - column), abs(rows - 1 - row)) + 1
    for ring in 0...farthest {
      if ring == 0 {
        visit(column, row)
      } else {
        for i in column - ring...column + ring {
          visit(i, row - ring)
          visit(i, row + ring)
        }
        for j in row - ring + 1..<row + ring {
          visit(column - ring, j)
          visit(column + ring, j)
        }
      }
      // Points of further rings are at least this far away.
      let reach = Float(ring) * cell
      if found.count == wanted, let last = found.last, last.distance <= reach * reach { break }
    }
    return found
  }
}
