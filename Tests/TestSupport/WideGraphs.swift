import ForeframeOperationTable
import ForeframeTensorGraph

/// Graphs whose pointwise groups are too large for one launch.
public enum WideGraphs {
  public static let cases: [OperationCase] = [
    // One sum reads 500 tensors.
    OperationCase("sum of 500 losses") { b in
      let (x, target) = (b.variable([500, 3]), b.variable([1, 3]))
      let losses = (0..<500).map { row in
        let error = x.slice(axis: 0, start: row, count: 1) - target
        return (error * error).mean()
      }
      return [losses.dropFirst().reduce(losses[0], +)]
    },
    // The first result needs all 200 values before the second one reads them in the other order.
    OperationCase("200 live values", range: -0.5...0.5) { b in
      let x = b.variable([2, 17])
      let values = (1...200).map { tanh(x * Float($0)) }
      let first = values.reduce(x) { $0 * 0.9 + $1 }
      let second = values.reversed().reduce(x) { $0 * 0.9 - $1 }
      return [first, second]
    },
    OperationCase("100 outputs") { b in
      let x = b.variable([3, 5])
      return (1...100).map { exp(x * (1 / Float($0))) - 1 }
    },
  ]
}
