import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeTensorGraph
import Testing

/// What a warp means, by the evaluator.
@Suite struct WarpTests {
  /// A field of one whole number moves the image, exactly.
  @Test(arguments: WarpBorder.allCases)
  func wholeNumbersShift(border: WarpBorder) throws {
    let (height, width, channels) = (4, 5, 2)
    let numbers = Formula.values(height * width * channels, seed: 3)
    let moved = try outputs(["x": numbers, "by": repeated([2, -1], height * width)]) { graph in
      let x = graph.input("x", [1, height, width, channels])
      let by = graph.input("by", [1, height, width, 2])
      graph.output("y", x.warped(by: by, border: border))
    }
    var expected: [Double] = []
    for row in 0..<height {
      for column in 0..<width {
        // Two pixels to the right and one up.
        let (y, x) = (row - 1, column + 2)
        let (nearestY, nearestX) = (min(max(y, 0), height - 1), min(max(x, 0), width - 1))
        let isInside = (y, x) == (nearestY, nearestX)
        for c in 0..<channels {
          let number = Double(numbers[(nearestY * width + nearestX) * channels + c])
          switch border {
          case .zeros: expected.append(isInside ? number : 0)
          case .nearest: expected.append(number)
          }
        }
      }
    }
    #expect(moved["y"] == expected)
  }

  /// ⟨W x, y⟩ = ⟨x, Wᵀ y⟩.
  @Test(arguments: WarpBorder.allCases, WarpWeights.allCases)
  func theTransposedWarpIsTheAdjoint(border: WarpBorder, weights: WarpWeights) throws {
    let (x, y) = (Formula.values(2 * 6 * 5 * 3, seed: 1), Formula.values(2 * 6 * 5 * 6, seed: 2))
    let by = Formula.values(2 * 6 * 5 * 4, seed: 3, in: -4...4)
    let found = try outputs(["x": x, "y": y, "by": by]) { graph in
      let by = graph.input("by", [2, 6, 5, 4])
      graph.output(
        "forward", graph.input("x", [2, 6, 5, 3]).warped(by: by, border: border, weights: weights))
      graph.output(
        "back",
        graph.input("y", [2, 6, 5, 6]).transposeWarped(by: by, border: border, weights: weights))
    }
    let forward = product(try #require(found["forward"]), y.map(Double.init))
    let back = product(try #require(found["back"]), x.map(Double.init))
    #expect(abs(forward - back) <= 1e-12 * max(1, abs(forward)), "\(forward), \(back)")
  }

  /// On a slope the gradient by the displacement is that slope, in both fields, and nothing outside.
  @Test func theGradientByTheDisplacementIsTheSlope() throws {
    let (height, width) = (4, 6)
    let slope: [Float] = (0..<height * width).map { Float(3 * ($0 % width) + 5 * ($0 / width)) }
    // The first field stays inside, but for the last row and column; the second leads far up.
    let fields = repeated([0.25, 0.5, 0.25, -9], height * width)
    let found = try outputs(["x": slope, "by": fields]) { graph in
      let by = graph.input("by", [1, height, width, 4])
      let moved = graph.input("x", [1, height, width, 1]).warped(by: by, border: .nearest)
      graph.output("gradient", moved.sum().gradients([by])[0])
    }
    let gradient = try #require(found["gradient"])
    for row in 0..<height - 1 {
      for column in 0..<width - 1 {
        let first = (row * width + column) * 4
        // The second field reads the first row, which still rises to the right.
        #expect(Array(gradient[first..<first + 4]) == [3, 5, 3, 0])
      }
    }
    #expect(Array(gradient.suffix(4)) == [0, 0, 0, 0])
  }

  /// What is no number makes its own pixel none, and hands on nothing.
  @Test func whatIsNoNumberStaysInItsPixel() throws {
    var by = repeated([0.5, 0.5], 9)
    by[2 * 4 + 1] = .nan
    let found = try outputs(["x": Formula.values(9, seed: 1), "by": by]) { graph in
      let (x, by) = (graph.input("x", [1, 3, 3, 1]), graph.input("by", [1, 3, 3, 2]))
      graph.output("y", x.warped(by: by, border: .zeros))
      graph.output("back", x.transposeWarped(by: by, border: .zeros))
    }
    #expect(try #require(found["y"]).map(\.isNaN) == (0..<9).map { $0 == 4 })
    #expect(try #require(found["back"]).allSatisfy(\.isFinite))
  }

  /// A masked warp is made of one warp and pointwise operations. Holes do not darken what is beside them.
  @Test func aMaskNeedsNoOtherOperation() throws {
    let numbers = (0..<12).map { $0 == 5 ? Float(1000) : 7 }
    var mask = [Float](repeating: 1, count: 12)
    mask[5] = 0
    let by = repeated([0.25, 0], 12)
    var warps = 0
    let found = try outputs(["x": numbers, "mask": mask, "by": by]) { graph in
      let x = graph.input("x", [1, 3, 4, 1])
      let moved = x.warped(
        by: graph.input("by", [1, 3, 4, 2]), border: .nearest,
        mask: graph.input("mask", [1, 3, 4, 1]))
      graph.output("values", moved.values)
      graph.output("coverage", moved.coverage)
      warps = graph.graph().nodes.count { OperationName($0.op) == .warp }
    }
    #expect(warps == 1)
    let (values, coverage) = (try #require(found["values"]), try #require(found["coverage"]))
    #expect(values.allSatisfy { abs($0 - 7) < 1e-12 })
    #expect(coverage == [1, 1, 1, 1, 0.75, 0.25, 1, 1, 1, 1, 1, 1])
  }

  /// With several fields each has its own coverage, and where nothing was observed there are zeros.
  @Test func coverageIsOfAField() throws {
    let found = try outputs(["x": repeated([3, 4], 4), "by": repeated([0, 0, 9, 9], 4)]) { graph in
      let moved = graph.input("x", [1, 2, 2, 2]).warped(
        by: graph.input("by", [1, 2, 2, 4]), border: .zeros, mask: graph.constant(1, [1, 2, 2, 1]))
      graph.output("values", moved.values)
      graph.output("coverage", moved.coverage)
    }
    #expect(found["values"] == repeated([3, 4, 0, 0], 4).map(Double.init))
    #expect(found["coverage"] == repeated([1, 0], 4).map(Double.init))
  }

  /// A state that starts from zeros costs no launch.
  @Test func zerosMoveToZeros() {
    let graph = GraphBuilder()
    let by = graph.input("by", [1, 2, 3, 4])
    let moved = graph.constant(0, [1, 2, 3, 5]).warped(by: by, border: .nearest)
    graph.output("y", moved)
    #expect(moved.shape == [1, 2, 3, 10])
    #expect(graph.graph().nodes.allSatisfy { OperationName($0.op) != .warp })
  }

  // MARK: Helpers

  private func outputs(
    _ inputs: [String: [Float]], _ build: (GraphBuilder) -> Void
  ) throws -> [String: [Double]] {
    let graph = GraphBuilder()
    build(graph)
    let result = ReferenceEvaluator(graph.graph()).run(
      parameters: [:], inputs: inputs.mapValues { $0.map(Double.init) })
    return result.outputs.mapValues(\.elements)
  }

  private func repeated(_ numbers: [Float], _ count: Int) -> [Float] {
    (0..<count).flatMap { _ in numbers }
  }

  private func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
