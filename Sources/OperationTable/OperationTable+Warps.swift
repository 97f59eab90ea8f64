import ForeframeTensorGraph

extension OperationTable {
  /// Displacements of up to two and a half pixels in images of a few: some lead outside on every side.
  private static let far: ClosedRange<Float> = -2.5...2.5

  /// Every border with all weights, and the adjoint of each.
  static let warps: [OperationCase] =
    WarpBorder.allCases.flatMap { border in
      [
        OperationCase("warp by two fields, \(border) outside") { b in
          let (x, by) = (b.variable([2, 4, 5, 3]), b.variable([2, 4, 5, 4], in: far))
          return WarpWeights.allCases.map { x.warped(by: by, border: border, weights: $0) }
        },
        OperationCase("transposed warp by two fields, \(border) outside") { b in
          let (y, by) = (b.variable([2, 4, 5, 6]), b.input([2, 4, 5, 4], in: far))
          return WarpWeights.allCases.map { y.transposeWarped(by: by, border: border, weights: $0) }
        },
        OperationCase("displacement gradient of two fields, \(border) outside") { b in
          let (x, by) = (b.variable([2, 4, 5, 3]), b.input([2, 4, 5, 4], in: far))
          let y = b.variable([2, 4, 5, 6])
          return WarpWeights.allCases.map {
            x.displacementGradient(y, by: by, border: border, weights: $0)
          }
        },
        OperationCase("warp of one channel by what was computed, \(border) outside") { b in
          // Several images, more pixels than an item makes, several runs to sort.
          let (x, by) = (b.variable([2, 9, 11, 1]), tanh(b.variable([2, 9, 11, 2])) * 3.7)
          return [x.warped(by: by, border: border)]
        },
      ]
    } + [
      OperationCase("warp of channels that fill vectors and more") { b in
        let (x, by) = (b.variable([1, 3, 2, 37]), b.variable([1, 3, 2, 2], in: far))
        return [x.warped(by: by, border: .zeros)]
      },
      OperationCase("warp by five fields into a product") { b in
        let (x, by) = (b.variable([1, 3, 4, 2]), b.variable([1, 3, 4, 10], in: far))
        return [x.warped(by: by, border: .zeros).convolved(b.variable([1, 1, 10, 3]))]
      },
      OperationCase("warp of a slice with a mask") { b in
        let x = b.variable([2, 4, 4, 3]).slice(axis: 0, start: 1, count: 1)
        let mask = b.fixed([1, 4, 4, 1], (0..<16).map { $0 % 5 == 2 ? 0 : 1 })
        let moved = x.warped(by: b.variable([1, 4, 4, 2], in: far), border: .zeros, mask: mask)
        return [moved.values * moved.coverage, moved.coverage]
      },
      OperationCase("warp of everything from one pixel") { b in
        // Backward to (1, 2) from everywhere: one pixel's gradient is a sum over all of the image.
        var targets: [Float] = []
        for pixel in 0..<80 {
          targets.append(1.25 - Float(pixel % 10))
          targets.append(2.5 - Float(pixel / 10))
        }
        return [
          b.variable([1, 8, 10, 2]).warped(by: b.fixed([1, 8, 10, 2], targets), border: .zeros)
        ]
      },
      OperationCase("warp from far outside") { b in
        let numbers: [Float] = [
          .infinity, 0, -.infinity, 0.5, 3e38, -0.25, -3e38, 1e9, 4.5e15, -2e18, 2_147_483_648,
          9e18,
          -3, 0.75, 0.5, -2, 1.5, 3.25, -.infinity, .infinity, 0.25, 0.5, 1e-30, -1e-30,
        ]
        let (x, by) = (b.variable([1, 3, 4, 2]), b.fixedInput([1, 3, 4, 2], numbers))
        return WarpBorder.allCases.map { x.warped(by: by, border: $0) }
      },
    ]
}
