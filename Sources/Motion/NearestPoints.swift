import CForeframeMotion

/// Finds the nearest of many points in a plane: points in square cells, searched ring by ring.
package struct NearestPoints {
  private let cell: Float
  private let columns: Int
  private let rows: Int
  private let origin: (x: Float, y: Float)
  /// The points of each cell after those of the one before, and where those of a cell start.
  private let x: [Float]
  private let y: [Float]
  private let indices: [Int32]
  private let starts: [Int32]

  /// - Parameter points: at least one.
  package init(_ points: [(x: Float, y: Float)]) {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
    let (across, down) = ((xs.max() ?? 0) - left, (ys.max() ?? 0) - top)
    origin = (left, top)
    // Two points to a cell.
    let cell = max((2 * max(across, 1) * max(down, 1) / Float(points.count)).squareRoot(), 1)
    let (columns, rows) = (Int(across / cell) + 1, Int(down / cell) + 1)
    (self.cell, self.columns, self.rows) = (cell, columns, rows)
    var counts = [Int32](repeating: 0, count: columns * rows + 1)
    let places = points.map { point in
      min(Int((point.y - top) / cell), rows - 1) * columns
        + min(Int((point.x - left) / cell), columns - 1)
    }
    for place in places { counts[place + 1] += 1 }
    for place in 1..<counts.count { counts[place] += counts[place - 1] }
    starts = counts
    var indices = [Int32](repeating: 0, count: points.count)
    for (index, place) in places.enumerated() {
      indices[Int(counts[place])] = Int32(index)
      counts[place] += 1
    }
    self.indices = indices
    x = indices.map { xs[Int($0)] }
    y = indices.map { ys[Int($0)] }
  }

  /// The `count` nearest points (all, if there are fewer), with squared distances, the nearest first; of
  /// equally near ones the first given.
  package func nearest(_ count: Int, to x: Float, _ y: Float) -> [(distance: Float, index: Int)] {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { distances in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { found in
        let some = withKernel {
          fm_nearest($0, Int32(count), x, y, distances.baseAddress, found.baseAddress)
        }
        return (0..<Int(some)).map { (distances[$0], Int(found[$0])) }
      }
    }
  }

  /// Calls `body` with the points as the kernels take them.
  func withKernel<Result>(_ body: (UnsafePointer<fm_points>) -> Result) -> Result {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        indices.withUnsafeBufferPointer { indices in
          starts.withUnsafeBufferPointer { starts in
            var points = fm_points(
              x: x.baseAddress, y: y.baseAddress, indices: indices.baseAddress,
              starts: starts.baseAddress, left: origin.x, top: origin.y, cell: cell,
              columns: Int32(columns), rows: Int32(rows), count: Int32(indices.count))
            return body(&points)
          }
        }
      }
    }
  }
}
