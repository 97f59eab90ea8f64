import ForeframeOperationTable
import ForeframeTensorGraph
import TestSupport

/// What the kernels for GPUs do differently from those for processors: tiles that are filled and
/// overhung, sums in parts, transposed convolutions by remainders, reductions in every cut.
enum GPUTable {
  static let cases: [OperationCase] = products + convolutions + reductions + lookups

  /// To be run in every tile. In `make test` those that simulators run, and one that is upsampled.
  static let tiled = TestExtent.rows(OperationTable.tiled + convolutions) { row in
    OperationTable.quickTiled.contains { $0.name == row.name } || row.name == convolutions[0].name
  }

  /// Long sums of few results, which are cut into parts; whole quads and odd sizes.
  static let products: [OperationCase] =
    [(20, 4096, 30), (8, 2048, 64), (130, 700, 132)]
    .map { m, k, n in
      OperationCase("matmul \(m)x\(k)x\(n)", range: -0.5...0.5) { b in
        let y = b.variable([m, k]).matmul(b.variable([k, n]))
        return [y + b.variable([1, n]) + tanh(b.variable([m, n]))]
      }
    } + [
      OperationCase("batched products in parts", range: -0.5...0.5) { b in
        let y = b.variable([2, 12, 1200]).matmul(b.variable([2, 1200, 20]))
        return [concat([y, tanh(y)], axis: 2)]
      }
    ]

  static let convolutions: [OperationCase] =
    // (images, height, width, in, out, kernel, up)
    [
      (1, 5, 4, 3, 6, 3, 2), (2, 3, 5, 4, 8, 5, 2), (1, 4, 3, 8, 4, 3, 3), (1, 3, 3, 4, 4, 1, 2),
      (1, 2, 2, 5, 3, 5, 3),
    ].map { (n, h, w, c, o, k, up) in
      // Convolutions have strides of 1 and 2, so there is no gradient of upsampling by 3.
      OperationCase(
        "upsampling \(n)x\(h)x\(w)x\(c) to \(o), \(k)x\(k), by \(up)",
        isDifferentiable: up < 3
      ) { b in
        let y = b.variable([n, h, w, c]).transposeConvolved(
          b.variable([k, k, o, c]), stride: up, height: h * up, width: w * up - up + 1)
        return [y + b.variable([1, 1, 1, o]) + tanh(b.variable(y.shape))]
      }
    } + [
      OperationCase("convolution in parts, filter gradients in place", range: -0.5...0.5) { b in
        let w = b.variable([5, 5, 48, 36])
        let terms = (0..<3).map { _ in b.variable([1, 5, 6, 48]).convolved(w) }
        return [terms[0] + tanh(terms[1]), concat([terms[2], terms[0]], axis: 3)]
      },
      OperationCase("convolution of many pixels", range: -0.5...0.5) { b in
        [b.variable([3, 20, 18, 12]).convolved(b.variable([3, 3, 12, 20]))]
      },
      OperationCase("convolution of one channel to one", range: -0.5...0.5) { b in
        [b.variable([2, 17, 19, 1]).convolved(b.variable([5, 5, 1, 1]))]
      },
    ]

  private static let reductions: [OperationCase] = [
    [20_000, 1], [9, 700], [300, 7], [5000, 3], [3000, 70], [2, 9000], [70, 5, 3],
  ].flatMap { sizes in
    sizes.indices.map { axis in
      OperationCase("sum and maximum of \(sizes) over \(axis)", range: -0.5...0.5) { b in
        let x = b.variable(Shape(sizes))
        return [x.sum([axis]), x.maximum([axis])]
      }
    }
  }

  private static let lookups: [OperationCase] = [
    OperationCase("gather and scatter-add of many rows") { b in
      let picks = (0..<150).map { Float(($0 * 37) % 41 - 2) }
      let index = b.fixed([150], picks)
      let table = b.variable([37, 9])
      return [table.gather(index), tanh(table.gather(index)).scatterAdded(index, rows: 40)]
    }
  ]
}
