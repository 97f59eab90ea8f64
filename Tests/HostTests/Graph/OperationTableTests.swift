import ForeframeTensorGraph
import ForeframeOperationTable
import Testing

/// The operation table on the reference evaluator, in double precision.
@Suite struct OperationTableTests {
  @Test(arguments: OperationTable.small.filter(\.isDifferentiable))
  func gradientsAgreeWithCentralDifferences(row: OperationCase) {
    let deviation = row.gradientDeviation()
    #expect(deviation.largest <= 1e-6, "\(deviation)")
  }

  /// Whatever convolves or multiplies is linear in each operand, so its gradients are of its own
  /// family; so is what training through them needs. Gradients of warps are warps.
  @Test(arguments: OperationTable.small.filter { $0.isDifferentiable && $0.hasCheapProducts })
  func secondDerivativesAgreeWithCentralDifferences(row: OperationCase) {
    let deviation = row.derivative.gradientDeviation()
    #expect(deviation.largest <= 1e-6, "\(deviation)")
  }

  @Test func everyOperationHasARow() {
    let operations = OperationTable.cases.flatMap(\.operations)
    let missing = Set(OperationName.allCases).subtracting(operations.map { OperationName($0) })
    #expect(missing.isEmpty)
  }

  @Test func everyScalarFunctionHasARow() {
    let functions = OperationTable.cases.flatMap(\.operations).compactMap { operation in
      if case .pointwise(let function) = operation { function } else { nil }
    }
    #expect(Set(functions) == Set(ScalarFunction.allCases))
  }

  @Test func everySettingHasARow() {
    var reductions: Set<Reduction> = []
    var distributions: Set<Distribution> = []
    var products: Set<Op> = []
    var warps: Set<Op> = []
    for operation in OperationTable.cases.flatMap(\.operations) {
      switch operation {
      case .reduce(let reduction, _): reductions.insert(reduction)
      case .random(let distribution, _, _): distributions.insert(distribution)
      case .matmul, .convolution: products.insert(operation)
      case .warp, .transposedWarp, .displacementGradient: warps.insert(operation)
      case .transposedConvolution(let stride, _, _):
        products.insert(.transposedConvolution(stride: stride, height: 0, width: 0))
      case .filterGradient(let stride, _, _):
        products.insert(.filterGradient(stride: stride, height: 0, width: 0))
      case .parameter, .input, .constant, .literal, .pointwise, .reshape, .barrier, .permute,
        .broadcast,
        .slice, .concat, .gather, .scatterAdd:
        break
      }
    }
    #expect(reductions == Set(Reduction.allCases))
    #expect(distributions == Set(Distribution.allCases))
    // A twist has no derivative.
    let weights = 2 * WarpWeights.allCases.count + WarpWeights.allCases.count - 1
    #expect(warps.count == WarpBorder.allCases.count * weights)
    // Four ways to transpose a product; three kinds of convolution with stride 1 and 2.
    #expect(products.count == 4 + 3 * 2)
  }

  @Test func rowsHaveNamesOfTheirOwn() {
    let names = (OperationTable.cases + CellTable.cases).map(\.name)
    #expect(Set(names).count == names.count)
  }

  /// A check that cannot fail is none: a wrong gradient must show.
  @Test func aWrongGradientIsFound() {
    let row = OperationCase("floor taken for linear", range: 0.1...0.9) { b in
      let x = b.variable([5])
      // The gradient of floor(x) is zero, so that of the sum is 1; the difference is 0.
      return [x + floor(x * 1e7) * 1e-7]
    }
    #expect(row.gradientDeviation().largest > 0.01)
  }
}

extension OperationCase {
  /// Whether it has a product, convolution or warp, and is small enough to differentiate twice.
  fileprivate var hasCheapProducts: Bool {
    let graph = trial(withGradients: false).graph
    let hasProduct = graph.nodes.contains { node in
      switch OperationName(node.op) {
      case .matmul, .convolution, .transposedConvolution, .filterGradient, .warp, .transposedWarp,
        .displacementGradient:
        true
      case .parameter, .input, .constant, .literal, .pointwise, .reduce, .reshape, .barrier,
        .permute,
        .broadcast, .slice, .concat, .gather, .scatterAdd, .random:
        false
      }
    }
    return hasProduct && graph.multiplyAdds < 40_000
  }
}
