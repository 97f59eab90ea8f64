import CForeframeMotion

/// Points that can be followed: local maxima of the smaller eigenvalue of the structure tensor.
///
/// Source: Shi, Tomasi, "Good Features to Track", CVPR 1994.
package struct CornerFinder: Sendable {
  /// Points at most.
  var most = 1000
  /// The least eigenvalue, as a share of the largest.
  var quality: Float = 0.01
  /// Pixels between two points, at least.
  var distance: Float = 5
  /// The window of the tensor reaches so many pixels to each side.
  var radius = 2

  package init() {}

  /// The points of a frame, the strongest first; none where `mask` is 0.
  package func corners(in frame: Plane, mask: Plane?) -> [(x: Int, y: Int)] {
    let (height, width) = (frame.height, frame.width)
    guard height > 2, width > 2 else { return [] }
    let (gx, gy) = frame.sobelDerivatives()
    let strength = Plane(height: height, width: width) {
      let status = fm_smaller_eigenvalues(
        gx.values, gy.values, $0, Int32(width), Int32(height), Int32(radius))
      precondition(status == 0, "no memory for a row of \(width) pixels")
    }
    func isSeen(_ index: Int) -> Bool { mask.map { $0.values[index] > 0 } ?? true }
    let largest = strength.values.indices.reduce(Float(0)) {
      isSeen($1) ? max($0, strength.values[$1]) : $0
    }
    let least = largest * quality
    guard largest > 0 else { return [] }
    var candidates: [(strength: Float, index: Int)] = []
    strength.values.withUnsafeBufferPointer { values in
      for y in 1..<height - 1 {
        for x in 1..<width - 1 {
          let index = y * width + x
          let value = values[index]
          guard value > least, isSeen(index) else { continue }
          var isMaximum = true
          for row in [index - width, index, index + width] where isMaximum {
            isMaximum =
              value >= values[row - 1] && value >= values[row] && value >= values[row + 1]
          }
          if isMaximum { candidates.append((value, index)) }
        }
      }
    }
    candidates.sort { $0.strength != $1.strength ? $0.strength > $1.strength : $0.index > $1.index }
    return spread(candidates.lazy.map { ($0.index % width, $0.index / width) }, height, width)
  }

  /// Those that are not too near to one before.
  private func spread(
    _ candidates: some Sequence<(Int, Int)>, _ height: Int, _ width: Int
  ) -> [(x: Int, y: Int)] {
    let cell = max(1, Int(distance.rounded()))
    let (columns, rows) = ((width + cell - 1) / cell, (height + cell - 1) / cell)
    var cells = [[(x: Int, y: Int)]](repeating: [], count: columns * rows)
    var kept: [(x: Int, y: Int)] = []
    for (x, y) in candidates {
      let (column, row) = (x / cell, y / cell)
      let isNear = (max(0, row - 1)...min(rows - 1, row + 1)).contains { j in
        (max(0, column - 1)...min(columns - 1, column + 1)).contains { i in
          cells[j * columns + i].contains { other in
            let (dx, dy) = (Float(other.x - x), Float(other.y - y))
            return dx * dx + dy * dy < distance * distance
          }
        }
      }
      if isNear { continue }
      cells[row * columns + column].append((x, y))
      kept.append((x, y))
      if kept.count == most { break }
    }
    return kept
  }
}
