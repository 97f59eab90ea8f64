import RealModule

/// Makes a field of scattered vectors: medians of cells, weighted by a power of their distance.
struct InverseDistance: Sendable {
  /// Cells that a pixel looks at.
  var neighbours = 20
  /// The weight of a cell at the distance d is (d + 0.5)^-power.
  var power = 2
  /// Pixels of a cell's side.
  var cell: Float = 10
  /// The sum is taken at every so many pixels; between them it is interpolated.
  var step = 4

  /// The field; zero without vectors.
  func field(of vectors: [TrackedVector], height: Int, width: Int) -> DisplacementField {
    let medians = medians(of: vectors)
    guard !medians.isEmpty else { return DisplacementField(height: height, width: width) }
    let points = NearestPoints(medians.map { ($0.x, $0.y) })
    let (columns, rows) = ((width - 1) / step + 2, (height - 1) / step + 2)
    let sums = Stripes.map(rows) { row in
      (0..<columns).map { column in
        mean(points.nearest(neighbours, to: Float(column * step), Float(row * step)), medians)
      }
    }
    func plane(_ part: (SIMD2<Float>) -> Float) -> Plane {
      Plane(height: height, width: width) { result in
        for y in 0..<height {
          let (j, b) = (y / step, Float(y % step) / Float(step))
          for x in 0..<width {
            let (i, a) = (x / step, Float(x % step) / Float(step))
            let upper = (1 - a) * part(sums[j][i]) + a * part(sums[j][i + 1])
            let lower = (1 - a) * part(sums[j + 1][i]) + a * part(sums[j + 1][i + 1])
            result[y * width + x] = (1 - b) * upper + b * lower
          }
        }
      }
    }
    return DisplacementField(x: plane { $0.x }, y: plane { $0.y })
  }

  private func mean(
    _ near: [(distance: Float, index: Int)], _ medians: [TrackedVector]
  ) -> SIMD2<Float> {
    var (sum, total) = (SIMD2<Double>.zero, 0.0)
    for (distance, index) in near {
      let weight = Double.pow(Double(distance).squareRoot() + 0.5, -power)
      sum += weight * SIMD2(Double(medians[index].dx), Double(medians[index].dy))
      total += weight
    }
    return SIMD2<Float>(sum / total)
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
