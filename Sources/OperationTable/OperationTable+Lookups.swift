import ForeframeTensorGraph

extension OperationTable {
  static let lookups: [OperationCase] =
    [
      OperationCase("gather") { b in
        [b.variable([6, 5]).gather(b.fixed([7], [0, 5, 2, 2, 7, -1, 3]))]
      },
      OperationCase("scatter-add") { b in
        [b.variable([7, 5]).scatterAdded(b.fixed([7], [0, 5, 2, 2, 7, -1, 3]), rows: 6)]
      },
      OperationCase("embedding read twice") { b in
        let table = b.variable([9, 4])
        let index = b.fixedInput([6], [3, 8, 3, 0, -2, 3])
        return [tanh(table).gather(index), sin(table).gather(index)]
      },
    ]
    + [
      scatter("repeated indices", 11, to: 4, width: 7) { Float($0 % 3) },
      scatter("all the same", 70, to: 3, width: 64) { _ in 1 },
      scatter("many rows, few entries", 3, to: 150, width: 3) { Float(149 - 70 * $0) },
      scatter("several runs", 200, to: 40, width: 17) { Float(($0 * 37) % 43 - 2) },
      scatter("two blocks of columns", 20, to: 5, width: 80) { Float(($0 * 3) % 7) },
      scatter("none inside", 5, to: 2, width: 4) { $0 % 2 == 0 ? -1 : 2 },
    ] + [
      OperationCase("uniform", isDifferentiable: false) { b in
        [b.graph.random(.uniform, [5, 301], seed: b.fixed([3], [123_456, 77, 9]))]
      },
      OperationCase("normal", isDifferentiable: false) { b in
        [b.graph.random(.normal, [4097], seed: b.fixed([3], [1, 2, 3]))]
      },
    ]

  /// Rows of a table of vocabulary x width summed for many entries, as the gradient of an embedding is.
  /// Too large for central differences.
  static let large: [OperationCase] = [
    scatter("a vocabulary", 2000, to: 5000, width: 64, isDifferentiable: false) {
      Float(($0 * 7919) % 4999)
    }
  ]

  /// Rows summed by an index that the host hands in.
  private static func scatter(
    _ name: String, _ count: Int, to rows: Int, width: Int, isDifferentiable: Bool = true,
    _ index: @escaping @Sendable (Int) -> Float
  ) -> OperationCase {
    OperationCase("scatter-add of \(name)", isDifferentiable: isDifferentiable) { b in
      let y = b.variable([count, width])
      return [y.scatterAdded(b.fixedInput([count], (0..<count).map(index)), rows: rows)]
    }
  }
}
