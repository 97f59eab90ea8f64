import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining
import Testing

/// How parameters start.
@Suite struct InitialiserTests {
  private static let weight: Shape = [3, 3, 20, 40]

  private func moments(_ values: [Float]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
    let square = values.reduce(0) { $0 + Double($1) * Double($1) } / Double(values.count)
    return (mean, square - mean * mean)
  }

  @Test func fansCountTheFiltersPixels() {
    let expected: [(Shape, Int, Int)] = [
      ([5, 7], 5, 7), (Self.weight, 180, 360), ([9], 9, 9),
    ]
    for (shape, inputs, outputs) in expected {
      let fans = Initialiser.fans(shape)
      #expect(fans.in == inputs && fans.out == outputs)
    }
  }

  /// Fan in 180 and fan out 360.
  private static let distributions: [(Initialiser, Double, Bool)] = [
    (.glorotUniform, glorot, true), (.glorotNormal, glorot, false), (.heUniform, he, true),
    (.heNormal, he, false), (.normal(deviation: 0.5), 0.25, false),
  ]
  private static let glorot: Double = 2 / 540
  private static let he: Double = 2 / 180

  /// A uniform distribution in ±b has the variance b² / 3.
  @Test(arguments: distributions)
  func variances(initialiser: Initialiser, variance: Double, isBounded: Bool) {
    let values = initialiser.values(Self.weight, seed: 3, stream: 4)
    #expect(values.count == Self.weight.count)
    let found = moments(values)
    #expect(abs(found.mean) < 0.05 * variance.squareRoot())
    #expect(abs(found.variance / variance - 1) < 0.08)
    let largest = values.map { abs(Double($0)) }.max() ?? 0
    let bound = (3 * variance).squareRoot()
    let isWithin = largest <= bound * 1.0001
    #expect(isWithin == isBounded, "\(largest), \(bound)")
    #expect(values == initialiser.values(Self.weight, seed: 3, stream: 4))
    #expect(values != initialiser.values(Self.weight, seed: 3, stream: 5))
  }

  private static let shapes: [(Shape, Int)] = [
    ([6, 24], 1), ([6, 24], 4), ([24, 6], 1), ([3, 2, 4, 5], 1), ([8, 8], 1),
  ]

  /// Rows of a wide matrix, columns of a high one, and each gate for itself.
  @Test(arguments: shapes)
  func orthogonalMatrices(shape: Shape, parts: Int) throws {
    let values = Initialiser.orthogonal(gain: 2, parts: parts).values(shape, seed: 1, stream: 0)
    let columns = shape[shape.rank - 1]
    let rows = shape.count / columns
    let width = columns / parts
    for part in 0..<parts {
      let block = (0..<rows).map { row in
        (0..<width).map { Double(values[row * columns + part * width + $0]) / 2 }
      }
      let vectors =
        rows <= width ? block : (0..<width).map { column in block.map { $0[column] } }
      for (i, a) in vectors.enumerated() {
        for (j, b) in vectors.enumerated() {
          let product = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
          #expect(abs(product - (i == j ? 1 : 0)) < 1e-6, "\(shape), part \(part): \(i), \(j)")
        }
      }
    }
  }

  @Test func givenNumbersAreTaken() {
    #expect(Initialiser.values([1, 2, 3, 4]).values([2, 2], seed: 9, stream: 9) == [1, 2, 3, 4])
  }

  /// What cells do when asked, and that they do as before when not.
  @Test func cellsStartAsTheyAreTold() throws {
    func starts(_ start: CellInitialisation) -> [String: Initialiser] {
      let scope = ParameterScope(GraphBuilder())
      _ = LSTM(scope, inputs: 3, hidden: 4, start: start)
      return Dictionary(
        uniqueKeysWithValues: scope.registry.specifications.map { ($0.name, $0.initialiser) })
    }
    let forget = Initialiser.part(1, of: 4, value: 1)
    let half = Initialiser.uniform(bound: 0.5)
    #expect(
      starts(.standard) == [
        "input.weight": half, "hidden.weight": half, "input.bias": forget,
      ])
    #expect(
      starts(.pyTorch) == ["input.weight": half, "hidden.weight": half, "input.bias": half])
    #expect(
      starts(.keras) == [
        "input.weight": .glorotUniform, "hidden.weight": .orthogonal(), "input.bias": forget,
      ])
    for name in CellInitialisation.names { #expect(CellInitialisation(named: name) != nil) }
    #expect(CellInitialisation(named: "Keras") == nil)
    let scope = ParameterScope(GraphBuilder())
    for kind in DenseCellKind.allCases {
      _ = kind.make(scope.scope(kind.rawValue), inputs: 3, hidden: 4, start: .keras)
      #expect(
        scope.registry.specifications.contains {
          $0.name.hasPrefix(kind.rawValue) && $0.initialiser == .orthogonal()
        }, "\(kind)")
    }
  }
}
