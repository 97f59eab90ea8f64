import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining
import Testing

/// Echo state networks and what they are made of.
@Suite struct ReservoirTests {
  @Test func aSparseMatrixIsItsDenseOne() {
    var next = 0.0
    let matrix = SparseMatrix(columns: [[0, 2], [], [1]], width: 3) {
      next += 1
      return next
    }
    #expect(matrix.dense == [1, 0, 0, 0, 0, 3, 2, 0, 0])
    var y = [9.0, 9, 9]
    matrix.multiply([1, 10, 100], into: &y)
    #expect(y == [201, 0, 30])
  }

  /// A turn by 1 radian scaled by 0.7 (a complex pair), a diagonal, a nilpotent matrix.
  @Test func spectralRadii() {
    var turn = [0.378_211_6, -0.589_029_7, 0.589_029_7, 0.378_211_6].makeIterator()
    let pair = SparseMatrix(columns: [[0, 1], [0, 1]], width: 2) { turn.next() ?? 0 }
    #expect(abs(pair.spectralRadius() - 0.7) < 0.007)
    var numbers = [0.2, -1.5, 1.1].makeIterator()
    let diagonal = SparseMatrix(columns: [[0], [1], [2]], width: 3) { numbers.next() ?? 0 }
    #expect(abs(diagonal.spectralRadius() - 1.5) < 1e-6)
    let nilpotent = SparseMatrix(columns: [[1], []], width: 2) { 3 }
    #expect(nilpotent.spectralRadius() == 0)
  }

  @Test func aReservoirHasTheRadiusThatIsAskedFor() {
    let reservoir = Reservoir(units: 60, inputs: 2, connections: 6, spectralRadius: 0.8, seed: 5)
    #expect(abs(reservoir.recurrent.spectralRadius() - 0.8) < 0.016)
    #expect(reservoir.recurrent.dense.count { $0 != 0 } == 360)
    #expect(
      reservoir
        == Reservoir(units: 60, inputs: 2, connections: 6, spectralRadius: 0.8, seed: 5))
    #expect(
      reservoir
        != Reservoir(units: 60, inputs: 2, connections: 6, spectralRadius: 0.8, seed: 6))
  }

  /// y = 2 + 3 a - b, which a regression without a penalty finds to the last digits.
  @Test func aRegressionFindsWhatIsLinear() throws {
    var regression = RidgeRegression(features: 3, outputs: 2)
    for step in 0..<40 {
      let (a, b) = (Double(step % 7), Double(step * step % 11))
      regression.add([1, a, b], [2 + 3 * a - b, a])
    }
    let weights = try regression.solved(penalty: 0)
    for (found, expected) in zip(weights, [2.0, 0.0, 3.0, 1.0, -1.0, 0.0]) {
      #expect(abs(found - expected) < 1e-10)
    }
    // A penalty makes weights smaller.
    let small = try regression.solved(penalty: 1000)
    #expect(small.reduce(0) { $0 + $1 * $1 } < weights.reduce(0) { $0 + $1 * $1 })
  }

  @Test func whatIsNotDeterminedIsRefused() throws {
    var regression = RidgeRegression(features: 2, outputs: 1)
    for number in [3.0, 4] { regression.add([number, 2 * number], [1]) }
    #expect(throws: RidgeError.singular(feature: 1)) { try regression.solved(penalty: 0) }
    let weights = try regression.solved(penalty: 1e-3)
    #expect(weights.allSatisfy { $0.isFinite })
    regression.add([.nan, 1], [1])
    #expect(throws: RidgeError.singular(feature: 0)) { try regression.solved(penalty: 1) }
  }

  /// The cell in a graph is the reservoir of the network.
  @Test func theCellIsTheReservoir() throws {
    let reservoir = Reservoir(
      units: 12, inputs: 2, connections: 3, leak: 0.4, inputScaling: 0.5, biasScaling: 0.2)
    var network = EchoStateNetwork(reservoir, outputs: 1)
    let builder = GraphBuilder()
    let scope = ParameterScope(builder)
    let layer = RecurrentLayer(EchoState(scope, reservoir))
    let inputs = (0..<4).map { builder.input("x\($0)", [1, 2]) }
    let result = layer.run(inputs, state: layer.zeroState(like: inputs[0]))
    for (step, output) in result.outputs.enumerated() { builder.output("h\(step)", output) }
    #expect(scope.registry.specifications.allSatisfy { $0.isFixed })
    var parameters: [String: [Double]] = [:]
    for parameter in scope.registry.specifications {
      parameters[parameter.name] = parameter.initialiser
        .values(parameter.shape, seed: 0, stream: 0).map(Double.init)
    }
    var values: [String: [Double]] = [:]
    for step in 0..<4 { values["x\(step)"] = [Double(step) - 1.5, 0.25 * Double(step)] }
    let found = ReferenceEvaluator(builder.graph()).run(parameters: parameters, inputs: values)
    for step in 0..<4 {
      network.step(values["x\(step)"] ?? [])
      let states = try #require(found.outputs["h\(step)"]).elements
      for (a, b) in zip(states, network.state) { #expect(abs(a - b) < 1e-6) }
    }
  }

  /// A small reservoir continues a chaotic series for a while.
  @Test func aChaoticSeriesIsContinued() throws {
    let series = MackeyGlass.series(1100).map { $0 - 1 }
    var network = EchoStateNetwork(
      Reservoir(
        units: 80, inputs: 1, connections: 8, spectralRadius: 0.9, leak: 0.5, inputScaling: 0.8,
        biasScaling: 0.2), outputs: 1)
    try network.fit(
      Array(series[0..<1000]), targets: Array(series[1...1000]), washout: 100, penalty: 1e-8)
    let forecast = network.forecast(after: [series[1000]], steps: 20)
    let truth = Array(series[1001...1020])
    func error(_ values: [Double]) -> Double {
      zip(values, truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    let still = error([Double](repeating: series[1000], count: 20))
    #expect(error(forecast) < 0.1 * still, "\(error(forecast)) of \(still)")
  }

  @Test func theSeriesOscillatesWithinItsBounds() {
    let series = MackeyGlass.series(500)
    #expect(series.count == 500)
    let (low, high) = (series.min() ?? 0, series.max() ?? 0)
    #expect(low > 0.3 && low < 0.6 && high > 1.2 && high < 1.4)
    #expect(Array(series.prefix(100)) == MackeyGlass.series(100))
  }
}
