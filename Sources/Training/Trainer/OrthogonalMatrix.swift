import ForeframeFiles
import ForeframeTensorGraph

/// Random matrices with orthonormal rows or columns.
enum OrthogonalMatrix {
  /// A weight whose last axis is cut into equal parts. All leading axes together are the rows.
  static func values(
    _ shape: Shape, gain: Float, parts: Int, _ random: inout SeededRandom
  ) -> [Float] {
    let columns = shape[shape.rank - 1] / parts
    let rows = shape.count / max(shape[shape.rank - 1], 1)
    precondition(columns * parts == shape[shape.rank - 1], "\(parts) parts of \(shape)")
    var result = [Float](repeating: 0, count: shape.count)
    for part in 0..<parts {
      let vectors = orthonormal(
        count: min(rows, columns), length: max(rows, columns), &random)
      for (number, vector) in vectors.enumerated() {
        for (place, value) in vector.enumerated() {
          let (row, column) = rows <= columns ? (number, place) : (place, number)
          result[row * columns * parts + part * columns + column] = Float(value) * gain
        }
      }
    }
    return result
  }

  /// Normal vectors, made orthogonal one after the other. Twice is enough (Giraud et al., 2005):
  /// what rounding leaves of the others is then as small as a number's last digit.
  private static func orthonormal(
    count: Int, length: Int, _ random: inout SeededRandom
  ) -> [[Double]] {
    var vectors: [[Double]] = []
    while vectors.count < count {
      var vector = random.normal(count: length)
      for _ in 0..<2 {
        for other in vectors {
          let share = dot(vector, other)
          for place in 0..<length { vector[place] -= share * other[place] }
        }
      }
      let size = dot(vector, vector).squareRoot()
      // Chance gave a vector that the others make up: another one is drawn.
      guard size > 1e-6 else { continue }
      vectors.append(vector.map { $0 / size })
    }
    return vectors
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for place in 0..<a.count { sum += a[place] * b[place] }
    return sum
  }
}
