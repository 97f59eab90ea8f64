/// Sums of products of regressors and truths, from which the squared error of any coefficients follows
/// without another look at the images.
package struct NormalEquations {
  let count: Int
  private var products: [Double]
  private var withTruth: [Double]
  private var truthSquared = 0.0
  private var samples = 0

  /// - Parameter count: of regressors.
  package init(_ count: Int) {
    self.count = count
    products = [Double](repeating: 0, count: count * count)
    withTruth = [Double](repeating: 0, count: count)
  }

  /// Adds the pixels of a case where the mask is not 0.
  package mutating func add(_ regressors: [Plane], truth: Plane, mask: Plane) {
    for y in 0..<mask.height {
      let row = y * mask.width..<(y + 1) * mask.width
      for i in row where mask.values[i] > 0 {
        let t = Double(truth.values[i])
        truthSquared += t * t
        samples += 1
      }
      for a in 0..<count {
        regressors[a].values.withUnsafeBufferPointer { p in
          var sum: Float = 0
          truth.values.withUnsafeBufferPointer { t in
            for i in row where mask.values[i] > 0 { sum += p[i] * t[i] }
          }
          withTruth[a] += Double(sum)
          for b in a..<count {
            regressors[b].values.withUnsafeBufferPointer { q in
              var sum: Float = 0
              // Regressors are zero outside of the mask.
              for i in row { sum += p[i] * q[i] }
              products[a * count + b] += Double(sum)
            }
          }
        }
      }
    }
  }

  /// The mean squared error of a linear combination; nil without a sample.
  package func error(of coefficients: [Double]) -> Double? {
    guard samples > 0 else { return nil }
    var sum = truthSquared
    for a in 0..<count {
      sum -= 2 * coefficients[a] * withTruth[a]
      for b in a..<count {
        sum += (a == b ? 1 : 2) * coefficients[a] * coefficients[b] * products[a * count + b]
      }
    }
    return sum / Double(samples)
  }
}
