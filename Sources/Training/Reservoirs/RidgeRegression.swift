/// A linear map fitted by least squares, with a penalty on large weights, in double precision.
///
///     w of the least Σ |y - wᵀ x|² + λ |w|²:    (Σ x xᵀ + λ 1) w = Σ x yᵀ
///
/// The sums are kept, not the samples, so that there may be any number of these. The equations are
/// solved by Cholesky's method.
public struct RidgeRegression: Sendable {
  /// Numbers of x and of y.
  public let features: Int
  public let outputs: Int
  /// Σ x xᵀ, [features, features]; only what is on and below the diagonal.
  private var gram: [Double]
  /// Σ x yᵀ, [features, outputs].
  private var moments: [Double]
  /// Samples that are not in ``gram`` yet.
  private var waiting: [Double] = []

  public init(features: Int, outputs: Int) {
    precondition(features > 0 && outputs > 0, "\(features) features, \(outputs) outputs")
    self.features = features
    self.outputs = outputs
    gram = [Double](repeating: 0, count: features * features)
    moments = [Double](repeating: 0, count: features * outputs)
  }

  /// Adds a sample.
  public mutating func add(_ x: [Double], _ y: [Double]) {
    precondition(x.count == features && y.count == outputs, "\(x.count) and \(y.count) numbers")
    for feature in 0..<features {
      for output in 0..<outputs { moments[feature * outputs + output] += x[feature] * y[output] }
    }
    waiting += x
    if waiting.count >= Self.block * features { addWaiting() }
  }

  /// The weights, [features, outputs].
  ///
  /// - Parameter penalty: λ; 0 or more.
  /// - Throws: ``RidgeError`` if the equations have no single solution: fewer samples than features
  ///   without a penalty, or numbers that are not finite.
  public func solved(penalty: Double) throws(RidgeError) -> [Double] {
    precondition(penalty >= 0, "a penalty of \(penalty)")
    var sums = self
    sums.addWaiting()
    for feature in 0..<features { sums.gram[feature * features + feature] += penalty }
    try sums.factorise()
    return sums.substituted()
  }

  /// Rows that are added to the sums at a time: while one of these is in the cache.
  private static let block = 16

  private mutating func addWaiting() {
    let n = features
    let rows = waiting.count / n
    gram.withUnsafeMutableBufferPointer { gram in
      waiting.withUnsafeBufferPointer { waiting in
        for i in 0..<n {
          for row in 0..<rows {
            let factor = waiting[row * n + i]
            for j in 0...i { gram[i * n + j] += factor * waiting[row * n + j] }
          }
        }
      }
    }
    waiting = []
  }

  /// Puts L with L Lᵀ = the sums into their place.
  private mutating func factorise() throws(RidgeError) {
    let n = features
    let largest = (0..<n).map { gram[$0 * n + $0] }.max() ?? 0
    let failed = gram.withUnsafeMutableBufferPointer { l -> Int? in
      for i in 0..<n {
        for j in 0...i {
          var sum = l[i * n + j]
          for k in 0..<j { sum -= l[i * n + k] * l[j * n + k] }
          if i == j {
            // What is left of a feature that the others make up is no more than rounding.
            guard sum > largest * 1e-18 else { return i }
            l[i * n + i] = sum.squareRoot()
          } else {
            l[i * n + j] = sum / l[j * n + j]
          }
        }
      }
      return nil
    }
    if let failed { throw .singular(feature: failed) }
  }

  /// Solves L z = b, then Lᵀ w = z, for each output.
  private func substituted() -> [Double] {
    let n = features
    var w = moments
    for output in 0..<outputs {
      for i in 0..<n {
        var sum = w[i * outputs + output]
        for k in 0..<i { sum -= gram[i * n + k] * w[k * outputs + output] }
        w[i * outputs + output] = sum / gram[i * n + i]
      }
      for i in (0..<n).reversed() {
        var sum = w[i * outputs + output]
        for k in i + 1..<n { sum -= gram[k * n + i] * w[k * outputs + output] }
        w[i * outputs + output] = sum / gram[i * n + i]
      }
    }
    return w
  }
}

/// Why a regression has no result.
public enum RidgeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A feature is made up by those before it, or is not a finite number.
  case singular(feature: Int)

  public var description: String {
    switch self {
    case .singular(let feature):
      "feature \(feature) adds nothing to those before it, so that the weights are not determined: give "
        + "more samples, or a larger penalty"
    }
  }
}
