import ForeframeOperationTable
import ForeframeTensorGraph

/// What Winograd's algorithm costs in accuracy: forward, input gradient and filter gradient against the
/// evaluator, in units of the result's deviation.
public struct WinogradErrors: Sendable {
  public let largest: Double
  /// Root of the mean square.
  public let rms: Double

  public static let rows =
    [(3, 64), (5, 48)].flatMap { kernel, channels -> [OperationCase] in
      let (c, k) = (channels, kernel)
      return [
        OperationCase("forward \(k)x\(k)") { b in
          [b.variable([2, 12, 12, c]).convolved(b.variable([k, k, c, c]))]
        },
        OperationCase("input gradient \(k)x\(k)") { b in
          [
            b.variable([2, 12, 12, c]).transposeConvolved(
              b.variable([k, k, c, c]), stride: 1, height: 12, width: 12)
          ]
        },
        OperationCase("filter gradient \(k)x\(k)") { b in
          [
            b.variable([2, 12, 12, c]).filterGradient(
              b.variable([2, 12, 12, c]), stride: 1, height: k, width: k)
          ]
        },
      ]
    } + [
      // A sum over 1,024 tiles, as of a large batch.
      OperationCase("filter gradient 5x5 of many images") { b in
        [
          b.variable([16, 16, 16, 16]).filterGradient(
            b.variable([16, 16, 16, 16]), stride: 1, height: 5, width: 5)
        ]
      }
    ]

  /// - Parameter found: the result of such a row.
  public init(_ found: [Float], _ expected: [Double]) {
    let count = Double(expected.count)
    let mean = expected.reduce(0, +) / count
    let deviation = (expected.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    let errors = zip(found, expected).map { abs(Double($0) - $1) / deviation }
    largest = errors.max() ?? .infinity
    rms = (errors.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
  }
}
