import ForeframeTensorGraph

/// Every operation and every scalar function, in several shapes.
public enum OperationTable {
  public static let cases: [OperationCase] = small + transformed + large

  /// Small enough for central differences.
  public static let small: [OperationCase] =
    scalarFunctions + movement + reductions + products + convolutions + gates + fusions + lookups
    + warps

  /// The small rows without what the gradients of convolutions do in the same shapes: transposed
  /// convolutions and filter gradients of their own. For simulators.
  public static let quick: [OperationCase] = small.filter { row in
    !row.name.hasPrefix("transposed convolution ") && !row.name.hasPrefix("filter gradient ")
  }

  /// Products of every kind, to be run in every tile that a device has.
  public static let tiled: [OperationCase] =
    (products + convolutions).filter { row in
      [
        "matmul 7x17x65", "batched matmul", "matmul with bias and addend",
        "convolution with bias and addend", "filter gradients summed",
        "convolution of a slice into a slice", "convolution 2x6x6x4 to 8, 3x3, stride 2",
      ].contains(row.name)
    } + gates

  /// Of these, two whose gradients are the other kinds of product, and one with gates. For simulators.
  public static let quickTiled: [OperationCase] = tiled.filter {
    $0.name.hasSuffix("with bias and addend") || $0.name.hasSuffix("3 gates")
  }

  /// What Winograd's algorithm can compute, to be run by it whether that pays or not.
  public static let transformable: [OperationCase] = transformed + gates

  /// Of these, both filters with their gradients, and one with gates, all small. For simulators.
  public static let quickTransformed: [OperationCase] = (convolutions + gates).filter {
    [
      "convolution 2x4x4x16 to 16, 3x3, stride 1", "convolution 1x6x5x3 to 17, 5x5, stride 1",
    ].contains($0.name) || $0.name.hasSuffix("3 gates")
  }

  /// Each function in several shapes; a second operand is broadcast along one axis.
  static let scalarFunctions: [OperationCase] = ScalarFunction.allCases.map { function in
    let sample = ScalarSample(function)
    return OperationCase("\(function)", range: sample.range) { b in
      let shapes: [Shape] = [[1], [17], [3, 5, 33], [2, 3, 4, 16]]
      return shapes.map { shape in
        var narrow = shape
        if shape.rank > 1 { narrow[shape.rank - 2] = 1 }
        return sample.apply((0..<function.arity).map { b.variable($0 == 1 ? narrow : shape) })
      }
    }
  }

  static let movement: [OperationCase] = [
    OperationCase("reshape of a slice") { b in
      [b.variable([4, 6, 5]).slice(axis: 1, start: 1, count: 3).reshaped([12, 5])]
    },
    OperationCase("the same values again") { b in
      let x = b.variable([4, 6, 5])
      return [
        tanh(x.barrier(key: 1)) * tanh(x), x.slice(axis: 1, start: 1, count: 3).barrier(key: 1),
      ]
    },
    OperationCase("permute") { b in
      [b.variable([3, 4, 5, 2]).permuted([2, 0, 3, 1])]
    },
    OperationCase("permute into a product") { b in
      [b.variable([7, 5]).permuted([1, 0]).matmul(b.variable([7, 18]))]
    },
    OperationCase("broadcast") { b in
      [b.variable([3, 1, 5]).broadcast(to: [3, 4, 5])]
    },
    OperationCase("slice") { b in
      let x = b.variable([5, 7, 8])
      return [x.slice(axis: 1, start: 2, count: 4), x.slice(axis: -1, start: 7, count: 1)]
    },
    OperationCase("concat of computed and given") { b in
      let x = b.variable([2, 3, 5])
      let y = b.variable([2, 3, 4])
      return [concat([tanh(x), y, x * y.slice(axis: 2, start: 0, count: 1)], axis: 2)]
    },
    OperationCase("concat of one tensor with itself") { b in
      let x = tanh(b.variable([3, 4]))
      return [concat([x, x], axis: 0)]
    },
    OperationCase("padded") { b in
      [b.variable([3, 4]).padded(axis: 1, before: 2, after: 1)]
    },
    OperationCase("patches and back") { b in
      let x = b.variable([2, 8, 12, 3])
      let patches = x.reshaped([2, 2, 4, 3, 4, 3]).permuted([0, 1, 3, 2, 4, 5])
      return [
        tanh(patches.reshaped([2, 2, 3, 48])).reshaped([2, 2, 3, 4, 4, 3])
          .permuted([0, 1, 3, 2, 4, 5]).reshaped([2, 8, 12, 3])
      ]
    },
    OperationCase("chunks that tile") { b in
      let parts = (b.variable([2, 3, 12]) * 2).chunks(3, axis: -1)
      return [parts[0] * parts[1] + sigmoid(parts[2])]
    },
    OperationCase("input of the host") { b in
      let x = b.input([4, 6])
      return [x, x * b.variable([4, 6]), x.slice(axis: 1, start: 1, count: 3)]
    },
    OperationCase("empty parts") { b in
      let x = b.variable([3, 4])
      let none = (x * 2).slice(axis: 1, start: 2, count: 0)
      return [concat([none, x, tanh(none)], axis: 1), none.sum([1])]
    },
    OperationCase("one tensor under several names") { b in
      let x = b.variable([3, 4])
      let y = tanh(x)
      return [y, y, x, y.reshaped([12]), y.transposed, b.graph.constant(2, [3])]
    },
    OperationCase("literal and constant") { b in
      let literal = b.graph.literal([1, -2, 3, 0.5, 0, 7], [2, 3])
      return [b.variable([2, 3]) * literal + b.graph.constant(0.25, [2, 3]), literal]
    },
  ]

  static let reductions: [OperationCase] = [
    ([17], [0]), ([3, 40], [1]), ([40, 3], [0]), ([4, 5, 6], [1]), ([4, 5, 6], [0, 2]),
    ([2, 3, 4, 5], [0, 1, 2]), ([2, 3, 4, 5], [1, 3]), ([5000], [0]), ([700, 20], [0]),
  ].flatMap { (sizes: [Int], axes: [Int]) in
    [
      OperationCase("sum \(sizes) over \(axes)") { b in
        [b.variable(Shape(sizes)).sum(axes)]
      },
      OperationCase("maximum \(sizes) over \(axes)") { b in
        [b.variable(Shape(sizes)).maximum(axes)]
      },
    ]
  }

  static let products: [OperationCase] =
    [(1, 1, 1), (3, 5, 7), (6, 16, 64), (7, 17, 65), (13, 64, 130), (20, 3, 16)].flatMap {
      (m: Int, k: Int, n: Int) in
      [(false, false), (true, false), (false, true), (true, true)].map { left, right in
        OperationCase(
          "matmul \(m)x\(k)x\(n)\(left ? " left" : "")\(right ? " right" : "")"
        ) { b in
          let a = b.variable(left ? [k, m] : [m, k])
          let c = b.variable(right ? [n, k] : [k, n])
          return [a.matmul(c, transposeLeft: left, transposeRight: right)]
        }
      }
    } + [
      OperationCase("batched matmul") { b in
        let a = b.variable([2, 3, 4, 5])
        return [
          a.matmul(b.variable([2, 3, 5, 6])), a.matmul(a, transposeRight: true),
          a.matmul(a, transposeLeft: true),
        ]
      },
      OperationCase("matmul with bias and addend") { b in
        let y = b.variable([5, 6]).matmul(b.variable([6, 20])) + b.variable([1, 20])
        return [y + tanh(b.variable([5, 20]))]
      },
      OperationCase("attention") { b in
        let (q, k, v) = (b.variable([2, 4, 8]), b.variable([2, 5, 8]), b.variable([2, 5, 3]))
        return [(q.matmul(k, transposeRight: true) * 0.35).softmax(axis: -1).matmul(v)]
      },
    ]
}
