import ForeframeGraphCompiler
import ForeframeTensorGraph
import Testing

/// Products of few rows that add up to one gradient are joined (`GradientAccumulator`).
@Suite struct JoinedProductTests {
  /// The products of the gradient by a weight that each of some time steps multiplies, and the gradient itself
  /// beside its sum over time steps, written out.
  private func gradient(rows: Int, timeSteps: Int) -> (
    products: Int, found: [Double], sum: [Double]
  ) {
    let builder = GraphBuilder()
    let weight = builder.parameter("weight", [2, 3])
    let inputs = (0..<timeSteps).map { builder.input("x\($0)", [rows, 2]) }
    let factors = (0..<timeSteps).map { builder.input("y\($0)", [rows, 3]) }
    let terms = zip(inputs, factors).map { x, y in (x.matmul(weight) * y).sum([0, 1]) }
    let loss = terms.dropFirst().reduce(terms[0], +)
    builder.output("gradient", loss.gradients([weight])[0])
    let graph = builder.graph()
    let products = graph.nodes.count { if case .matmul = $0.op { true } else { false } }
    // Whole numbers: sums are exact in any order.
    func numbers(_ count: Int, _ seed: Int) -> [Double] {
      (0..<count).map { Double(($0 * 7 + seed * 5) % 11 - 5) }
    }
    var values: [String: [Double]] = [:]
    var sum = [Double](repeating: 0, count: 6)
    for step in 0..<timeSteps {
      let (x, y) = (numbers(rows * 2, step), numbers(rows * 3, step + 1))
      (values["x\(step)"], values["y\(step)"]) = (x, y)
      for row in 0..<rows {
        for place in 0..<6 { sum[place] += x[row * 2 + place / 3] * y[row * 3 + place % 3] }
      }
    }
    let result = ReferenceEvaluator(graph).run(
      parameters: ["weight": numbers(6, 1)], inputs: values)
    return (products, result.outputs["gradient"]?.elements ?? [], sum)
  }

  /// Rows of a time step, time steps, and the products that are left: whenever 256 rows have come
  /// together, and the rest.
  @Test(arguments: [
    (1, 1, 1), (1, 256, 1), (1, 257, 2), (100, 4, 2), (64, 9, 3), (256, 3, 3), (300, 2, 2),
  ])
  func joinedProductsAreTheSum(rows: Int, timeSteps: Int, products: Int) {
    let gradient = gradient(rows: rows, timeSteps: timeSteps)
    #expect(gradient.products == products)
    #expect(gradient.found == gradient.sum)
  }
}
