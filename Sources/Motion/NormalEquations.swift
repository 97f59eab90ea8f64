import CForeframeMotion

/// Sums of products of regressors and truths, from which the squared error of any coefficients follows
/// without another look at the images.
package struct NormalEquations: Sendable {
  let count: Int
  /// `[count + 1, count + 1]`, of which the upper triangle is set; the truth is the last.
  private var products: [Double]
  private var samples = 0

  /// - Parameter count: of regressors.
  package init(_ count: Int) {
    self.count = count
    products = [Double](repeating: 0, count: (count + 1) * (count + 1))
  }

  /// Adds the pixels of a case where the mask is not 0. Regressors and truth are zero where it is.
  package mutating func add(_ regressors: [Plane], truth: Plane, mask: Plane) {
    samples += mask.values.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
    func add(_ rest: ArraySlice<Plane>, _ known: [UnsafePointer<Float>?]) {
      guard let plane = rest.first else {
        return fm_add_products(known, Int32(known.count), mask.count, &products)
      }
      plane.values.withUnsafeBufferPointer { add(rest.dropFirst(), known + [$0.baseAddress]) }
    }
    add((regressors + [truth])[...], [])
  }

  /// Adds the sums of other pixels.
  package mutating func add(_ other: NormalEquations) {
    for i in products.indices { products[i] += other.products[i] }
    samples += other.samples
  }

  /// The mean squared error of a linear combination; nil without a sample.
  package func error(of coefficients: [Double]) -> Double? {
    guard samples > 0 else { return nil }
    // Of the difference, the truth less the combination.
    let factors = coefficients.map { -$0 } + [1]
    var sum = 0.0
    for a in factors.indices {
      for b in a..<factors.count {
        sum += (a == b ? 1 : 2) * factors[a] * factors[b] * products[a * (count + 1) + b]
      }
    }
    return sum / Double(samples)
  }
}
