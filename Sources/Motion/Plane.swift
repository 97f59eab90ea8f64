/// One channel of an image: `height` rows of `width` values, without padding.
public struct Plane: Sendable, Hashable {
  public let height: Int
  public let width: Int
  /// `[height, width]`
  public var values: [Float]

  /// A plane from `[height, width]` values; their number must fit.
  public init(height: Int, width: Int, values: [Float]) {
    precondition(
      height > 0 && width > 0 && values.count == height * width,
      "\(values.count) values for a plane of \(width)x\(height)")
    self.height = height
    self.width = width
    self.values = values
  }

  /// A plane that is `value` everywhere.
  public init(height: Int, width: Int, repeating value: Float = 0) {
    self.init(
      height: height, width: width, values: [Float](repeating: value, count: height * width))
  }

  /// A plane that `fill` writes: every one of `[height, width]` values.
  init(height: Int, width: Int, fill: (UnsafeMutablePointer<Float>) -> Void) {
    let count = height * width
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let start = buffer.baseAddress { fill(start) }
      initialized = count
    }
    self.init(height: height, width: width, values: values)
  }

  /// Shares the rows out to threads, which may change them; each has memory for `scratch` values.
  mutating func withRows(
    cost: Int, scratch: Int = 0,
    _ body: (UnsafeMutablePointer<Float>, Range<Int>, UnsafeMutablePointer<Float>) -> Void
  ) {
    let rows = height
    values.withUnsafeMutableBufferPointer { values in
      nonisolated(unsafe) let start = values.baseAddress
      Stripes.run(rows, cost: cost, scratch: scratch) { part, scratch in
        if let start { body(start, part, scratch) }
      }
    }
  }

  /// The value in row `y`, column `x`.
  public subscript(y: Int, x: Int) -> Float {
    get { values[y * width + x] }
    set { values[y * width + x] = newValue }
  }

  /// Number of values.
  public var count: Int { values.count }

  /// Whether another plane has the same sides.
  public func hasSize(of other: Plane) -> Bool { height == other.height && width == other.width }

  /// The plane of `body` of each value. Several threads call it at a time.
  public func map(_ body: (Float) -> Float) -> Plane {
    Plane(height: height, width: width) { result in
      values.withUnsafeBufferPointer { a in
        Stripes.run(height, cost: 4 * width) { rows in
          for i in rows.lowerBound * width..<rows.upperBound * width { result[i] = body(a[i]) }
        }
      }
    }
  }

  /// The plane of `body` of the values of two planes of one size. Several threads call it at a time.
  public func zipped(with other: Plane, _ body: (Float, Float) -> Float) -> Plane {
    precondition(hasSize(of: other), "planes of two sizes")
    return Plane(height: height, width: width) { result in
      values.withUnsafeBufferPointer { a in
        other.values.withUnsafeBufferPointer { b in
          Stripes.run(height, cost: 4 * width) { rows in
            for i in rows.lowerBound * width..<rows.upperBound * width {
              result[i] = body(a[i], b[i])
            }
          }
        }
      }
    }
  }

  /// Sets each value to `body` of it. Several threads call it at a time.
  mutating func change(_ body: (Float) -> Float) {
    let width = width
    withRows(cost: 4 * width) { values, rows, _ in
      for i in rows.lowerBound * width..<rows.upperBound * width { values[i] = body(values[i]) }
    }
  }

  /// Sets each value to `body` of it and that of another plane of the same size.
  mutating func change(by other: Plane, _ body: (Float, Float) -> Float) {
    let width = width
    other.values.withUnsafeBufferPointer { others in
      withRows(cost: 4 * width) { values, rows, _ in
        for i in rows.lowerBound * width..<rows.upperBound * width {
          values[i] = body(values[i], others[i])
        }
      }
    }
  }

  /// Adds the product of two planes of the same size.
  mutating func add(_ plane: Plane, times factor: Plane) {
    let width = width
    withRows(cost: 4 * width) { sum, rows, _ in
      for i in rows.lowerBound * width..<rows.upperBound * width {
        sum[i] += plane.values[i] * factor.values[i]
      }
    }
  }

  /// The mean of the values where `mask`, which is 1 or 0, is 1; 0 where it never is.
  func mean(where mask: Plane) -> Double {
    let rows = Stripes.map(height, atOnce: 32) { y in
      var (sum, count) = (0.0, 0.0)
      for i in y * width..<(y + 1) * width {
        sum += Double(values[i] * mask.values[i])
        count += Double(mask.values[i])
      }
      return (sum: sum, count: count)
    }
    return rows.reduce(0) { $0 + $1.sum } / max(rows.reduce(0) { $0 + $1.count }, 1)
  }

  /// The mean of planes of one size, at least one.
  public static func mean(of planes: some Collection<Plane>) -> Plane {
    guard var sum = planes.first else { preconditionFailure("the mean of no plane") }
    for plane in planes.dropFirst() { sum.change(by: plane, +) }
    let count = Float(planes.count)
    if count > 1 { sum.change { $0 / count } }
    return sum
  }
}
