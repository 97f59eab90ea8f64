import ForeframeTensorGraph

extension OperationTable {
  /// (images, height, width, channels in, channels out, kernel, stride)
  private static let shapes: [(Int, Int, Int, Int, Int, Int, Int)] = [
    (1, 1, 1, 1, 1, 1, 1), (1, 1, 1, 2, 3, 3, 1), (2, 5, 7, 1, 4, 3, 1), (1, 6, 5, 3, 17, 5, 1),
    (2, 4, 4, 16, 16, 3, 1), (1, 7, 3, 6, 65, 3, 1), (1, 5, 5, 5, 20, 7, 1),
    (1, 4, 9, 2, 3, 9, 1), (2, 6, 6, 4, 8, 3, 2), (1, 7, 5, 3, 18, 5, 2), (1, 2, 2, 17, 130, 1, 1),
    (3, 3, 5, 7, 1, 1, 1),
  ]

  static let convolutions: [OperationCase] =
    shapes.flatMap { n, h, w, c, o, k, s in
      let name = "\(n)x\(h)x\(w)x\(c) to \(o), \(k)x\(k), stride \(s)"
      let (oh, ow) = ((h + s - 1) / s, (w + s - 1) / s)
      return [
        OperationCase("convolution \(name)") { b in
          [b.variable([n, h, w, c]).convolved(b.variable([k, k, c, o]), stride: s)]
        },
        OperationCase(
          "transposed convolution \(name)"
        ) { b in
          [
            b.variable([n, oh, ow, o]).transposeConvolved(
              b.variable([k, k, c, o]), stride: s, height: h, width: w)
          ]
        },
        OperationCase("filter gradient \(name)") { b in
          [
            b.variable([n, h, w, c]).filterGradient(
              b.variable([n, oh, ow, o]), stride: s, height: k, width: k)
          ]
        },
      ]
    } + [
      OperationCase("convolution of a slice into a slice") { b in
        let x = b.variable([2, 4, 4, 9])
        let w = b.variable([3, 3, 4, 18])
        let left = x.slice(axis: 3, start: 2, count: 4).convolved(w)
        return [concat([left, tanh(left), x], axis: 3)]
      },
      OperationCase("convolution with bias and addend") { b in
        let x = b.variable([2, 3, 4, 5])
        let y = x.convolved(b.variable([3, 3, 5, 20]))
        let z = x.convolved(b.variable([1, 1, 5, 20])) + b.variable([1, 1, 1, 20])
        return [sigmoid(y + z) * 2]
      },
      OperationCase("filter gradients summed") { b in
        let x = b.variable([1, 4, 4, 3])
        let y = b.variable([1, 4, 4, 5])
        let terms = (1...3).map { scale in
          tanh(x * Float(scale)).filterGradient(y * Float(scale), stride: 1, height: 3, width: 3)
        }
        return [terms[0] + terms[1] + terms[2]]
      },
    ]

  /// Large enough for Winograd's algorithm: tiles over the edge, channels that fill no vector.
  public static let transformed: [OperationCase] =
    [(1, 13, 10, 20, 36, 3), (1, 8, 7, 17, 66, 5), (1, 12, 12, 16, 20, 3)].flatMap {
      n, h, w, c, o, k in
      let name = "\(n)x\(h)x\(w)x\(c) to \(o), \(k)x\(k)"
      return [
        OperationCase("winograd \(name)") { b in
          [b.variable([n, h, w, c]).convolved(b.variable([k, k, c, o]))]
        },
        OperationCase("winograd with bias and addend \(name)") { b in
          let y = b.variable([n, h, w, c]).convolved(b.variable([k, k, c, o]))
          return [y + b.variable([1, 1, 1, o]) + b.variable([n, h, w, o])]
        },
        OperationCase("winograd input gradient \(name)") { b in
          [
            b.variable([n, h, w, o]).transposeConvolved(
              b.variable([k, k, c, o]), stride: 1, height: h, width: w)
          ]
        },
        OperationCase("winograd filter gradients over three time steps \(name)") { b in
          let x = b.variable([n, h, w, c])
          let y = b.variable([n, h, w, o])
          let terms = (1...3).map { scale in
            (x * Float(scale)).filterGradient(y, stride: 1, height: k, width: k)
          }
          return [b.variable([k, k, c, o]) + terms[0] + terms[1] + terms[2]]
        },
      ]
    }

  static let fusions: [OperationCase] = [
    OperationCase("long chain with several results") { b in
      let x = b.variable([3, 4, 20])
      let y = b.variable([1, 1, 20])
      let a = sigmoid(x + y)
      let c = a * tanh(x) + 0.5
      return [a, c, c * c - y, (c + x).sum([0])]
    },
    OperationCase("recurrence unrolled") { b in
      let w = b.variable([3, 3, 4, 16])
      let frames = b.variable([5, 1, 4, 4, 16])
      var h = b.graph.constant(0, [1, 4, 4, 4])
      var c = h
      var hidden: [Tensor] = []
      for t in 0..<5 {
        let x = frames.slice(axis: 0, start: t, count: 1).squeezed(0)
        let gate = (x + h.convolved(w)).chunks(4, axis: -1)
        c = sigmoid(gate[1]) * c + sigmoid(gate[0]) * tanh(gate[2])
        h = sigmoid(gate[3]) * tanh(c)
        hidden.append(h)
      }
      return [concat(hidden.map { $0.expanded(0) }, axis: 0), c]
    },
    OperationCase("same shape, different levels") { b in
      let x = b.variable([6, 6])
      let y = tanh(x.matmul(x))
      return [y * x + tanh(y.matmul(y)) * exp(x), x * 2]
    },
  ]
}
