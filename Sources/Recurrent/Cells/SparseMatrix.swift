/// A matrix with few numbers that are not zero, row by row, in double precision.
public struct SparseMatrix: Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  /// Where each row begins in the lists below, and where the last one ends.
  private let starts: [Int]
  private let places: [Int]
  private var values: [Double]

  /// - Parameters:
  ///   - columns: for each row, the columns of its numbers.
  ///   - width: columns of the matrix.
  ///   - value: the next number.
  public init(columns lists: [[Int]], width: Int, value: () -> Double) {
    rows = lists.count
    columns = width
    places = lists.flatMap(\.self)
    precondition(places.allSatisfy { (0..<width).contains($0) }, "a column outside 0..<\(width)")
    starts = lists.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    values = places.map { _ in value() }
  }

  /// Multiplies every number.
  public mutating func scale(by factor: Double) {
    for index in values.indices { values[index] *= factor }
  }

  /// y = A x, written over `y`.
  public func multiply(_ x: [Double], into y: inout [Double]) {
    precondition(x.count == columns && y.count == rows, "\(x.count) and \(y.count) numbers")
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        places.withUnsafeBufferPointer { places in
          values.withUnsafeBufferPointer { values in
            for row in 0..<rows {
              var sum = 0.0
              for index in starts[row]..<starts[row + 1] { sum += values[index] * x[places[index]] }
              y[row] = sum
            }
          }
        }
      }
    }
  }

  /// The transpose as a plain matrix [columns, rows], as a product with rows from the left reads
  /// it.
  public var dense: [Double] {
    var result = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for index in starts[row]..<starts[row + 1] {
        result[places[index] * rows + row] += values[index]
      }
    }
    return result
  }

  /// The largest absolute eigenvalue of a square matrix, within about a per cent.
  ///
  /// It is the mean growth of a vector that is multiplied again and again. Where the largest
  /// eigenvalues are a complex pair the growth goes up and down, so it is averaged over many
  /// products (geometrically, by square roots of their product).
  public func spectralRadius() -> Double {
    precondition(rows == columns, "a matrix of \(rows) x \(columns) has no eigenvalues")
    var x = (0..<rows).map { 1 + Double($0 % 7) / 7 }
    var y = x
    /// One product, with the result brought to length 1; returns the length before.
    func grow() -> Double {
      multiply(x, into: &y)
      let length = y.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { return 0 }
      for index in y.indices { x[index] = y[index] / length }
      return length
    }
    for _ in 0..<Self.firstProducts where grow() == 0 { return 0 }
    var mean = 1.0
    for _ in 0..<Self.rounds {
      // The 2^k-th root of a product of 2^k growths.
      var growth = (0..<1 << Self.power).reduce(1.0) { product, _ in product * grow() }
      for _ in 0..<Self.power { growth = growth.squareRoot() }
      mean *= growth
    }
    for _ in 0..<Self.roundsPower { mean = mean.squareRoot() }
    return mean
  }

  /// Products before growth counts, until the largest eigenvalues have taken over.
  private static let firstProducts = 300
  /// 2^6 growths of ordinary matrices neither overflow nor vanish.
  private static let power = 6
  private static let roundsPower = 3
  private static var rounds: Int { 1 << roundsPower }
}
