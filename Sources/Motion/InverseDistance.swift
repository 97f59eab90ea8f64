import CForeframeMotion

/// Makes a field of scattered vectors: medians of cells, weighted by (d + 0.5)^-2 at the distance d.
struct InverseDistance: Sendable {
  /// Cells that a pixel looks at.
  var neighbours = 20
  /// Pixels of a cell's side.
  var cell: Float = 10

  /// The sum is taken at every so many pixels; between them it is interpolated.
  private static func step(_ pixels: Int) -> Int { pixels > 256 * 256 ? 8 : 4 }

  /// The field; zero without vectors.
  func field(of vectors: [TrackedVector], height: Int, width: Int) -> DisplacementField {
    let medians = medians(of: vectors)
    let step = Self.step(height * width)
    guard !medians.isEmpty else { return DisplacementField(height: height, width: width) }
    let points = NearestPoints(medians.map { ($0.x, $0.y) })
    let (dx, dy) = (medians.map(\.dx), medians.map(\.dy))
    let (columns, rows) = ((width - 1) / step + 2, (height - 1) / step + 2)
    var x = Plane(height: rows, width: columns)
    let y = Plane(height: rows, width: columns) { y in
      x.values.withUnsafeMutableBufferPointer { x in
        nonisolated(unsafe) let x = x.baseAddress
        Stripes.run(rows, cost: 1000 * columns) { part in
          points.withKernel { points in
            for row in part {
              fm_inverse_distance(
                points, dx, dy, Int32(neighbours), Int32(step), Int32(row),
                x.map { $0 + row * columns }, y + row * columns, Int32(columns))
            }
          }
        }
      }
    }
    return DisplacementField(
      x: x.interpolated(step: step, height: height, width: width),
      y: y.interpolated(step: step, height: height, width: width))
  }

  /// The median position and vector of each cell.
  private func medians(of vectors: [TrackedVector]) -> [TrackedVector] {
    struct Cell: Hashable, Comparable {
      var row: Int
      var column: Int
      static func < (a: Cell, b: Cell) -> Bool { (a.row, a.column) < (b.row, b.column) }
    }
    let cells = Dictionary(grouping: vectors) {
      Cell(row: Int(($0.y / cell).rounded(.down)), column: Int(($0.x / cell).rounded(.down)))
    }
    return cells.sorted { $0.key < $1.key }.map { _, members in
      TrackedVector(
        x: median(members.map(\.x)), y: median(members.map(\.y)), dx: median(members.map(\.dx)),
        dy: median(members.map(\.dy)))
    }
  }

  private func median(_ values: [Float]) -> Float {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
