import RealModule

/// The radially averaged power spectrum of a frame (Ruzanski and Chandrasekar 2011): what a smooth
/// forecast has lost, by the size of what was lost.
public struct PowerSpectrum: Sendable {
  /// How it is computed.
  public var form: SpectrumForm

  public init(form: SpectrumForm = .windowed) { self.form = form }

  /// The spectrum of a plane.
  ///
  /// - Parameters:
  ///   - values: `[height, width]`
  ///   - mask: 0 where a pixel is missing, `[height, width]`; nil: nowhere.
  /// - Returns: nil if nothing was observed, or if a pixel is missing where the form allows none.
  public func radial(
    _ values: [Float], height: Int, width: Int, mask: [Float]? = nil
  ) -> RadialSpectrum? {
    precondition(values.count == height * width && (mask?.count ?? values.count) == values.count)
    switch form {
    case .pysteps:
      guard !values.isEmpty, mask?.allSatisfy({ $0 != 0 }) ?? true else { return nil }
      let plane = values.map { SIMD2(Double($0), 0) }
      return rings(plane, height, width, share: Double(plane.count)) { y, x in
        (Double(y) * Double(y) + Double(x) * Double(x)).squareRoot()
      }
    case .windowed:
      guard let box = Self.box(mask, height, width) else { return nil }
      return windowed(values, mask, width, box)
    }
  }

  /// The rows and columns in which something was observed.
  private static func box(
    _ mask: [Float]?, _ height: Int, _ width: Int
  ) -> (rows: Range<Int>, columns: Range<Int>)? {
    guard let mask else { return height * width > 0 ? (0..<height, 0..<width) : nil }
    let seen = mask.indices.filter { mask[$0] != 0 }
    guard let first = seen.first, let last = seen.last else { return nil }
    let columns = seen.map { $0 % width }
    let (left, right) = (columns.min() ?? 0, columns.max() ?? 0)
    return (first / width..<last / width + 1, left..<right + 1)
  }

  private func windowed(
    _ values: [Float], _ mask: [Float]?, _ width: Int,
    _ box: (rows: Range<Int>, columns: Range<Int>)
  ) -> RadialSpectrum {
    let (rows, columns) = (Self.hann(box.rows.count), Self.hann(box.columns.count))
    let places = box.rows.flatMap { y in box.columns.map { y * width + $0 } }
    func isSeen(_ place: Int) -> Bool { mask.map { $0[place] != 0 } ?? true }
    let seen = places.filter(isSeen)
    let mean = seen.reduce(0) { $0 + Double(values[$1]) } / Double(seen.count)
    var share = 0.0
    let plane = places.enumerated().map { number, place -> SIMD2<Double> in
      let weight = rows[number / columns.count] * columns[number % columns.count]
      share += weight * weight
      return SIMD2(isSeen(place) ? (Double(values[place]) - mean) * weight : 0, 0)
    }
    let longer = Double(max(rows.count, columns.count))
    return rings(plane, rows.count, columns.count, share: share) { y, x in
      let (fy, fx) = (Double(y) / Double(rows.count), Double(x) / Double(columns.count))
      return (fy * fy + fx * fx).squareRoot() * longer
    }
  }

  /// At the centres of the pixels.
  private static func hann(_ count: Int) -> [Double] {
    (0..<count).map { index in
      let angle = 2 * Double.pi * (Double(index) + 0.5) / Double(count)
      return 0.5 - 0.5 * Double.cos(angle)
    }
  }

  /// |FFT|² / `share`, averaged over coefficients whose radius rounds to the same number.
  ///
  /// - Parameter radius: of a coefficient, by its index up and down and to the sides.
  private func rings(
    _ plane: [SIMD2<Double>], _ height: Int, _ width: Int, share: Double,
    radius: (_ y: Int, _ x: Int) -> Double
  ) -> RadialSpectrum {
    let coefficients = Self.transform(plane, height, width)
    let longer = max(height, width)
    let count = longer % 2 == 1 ? longer / 2 + 1 : max(1, longer / 2)
    var sums = [Double](repeating: 0, count: count)
    var numbers = [Double](repeating: 0, count: count)
    for y in 0..<height {
      for x in 0..<width {
        let dy = y > (height - 1) / 2 ? y - height : y
        let dx = x > (width - 1) / 2 ? x - width : x
        let ring = Int(radius(dy, dx).rounded())
        guard ring < count else { continue }
        let value = coefficients[y * width + x]
        sums[ring] += (value.x * value.x + value.y * value.y) / share
        numbers[ring] += 1
      }
    }
    return RadialSpectrum(
      frequencies: (0..<count).map { Double($0) / Double(longer) },
      power: zip(sums, numbers).map { $0 / $1 })
  }

  private static func transform(
    _ plane: [SIMD2<Double>], _ height: Int, _ width: Int
  ) -> [SIMD2<Double>] {
    let alongRows = AnyFourierTransform(width), alongColumns = AnyFourierTransform(height)
    var result = plane
    for y in 0..<height {
      result.replaceSubrange(
        y * width..<(y + 1) * width,
        with: alongRows.forward(Array(result[y * width..<(y + 1) * width])))
    }
    for x in 0..<width {
      let column = alongColumns.forward((0..<height).map { result[$0 * width + x] })
      for y in 0..<height { result[y * width + x] = column[y] }
    }
    return result
  }
}
