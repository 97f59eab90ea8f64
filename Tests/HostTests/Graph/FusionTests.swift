import GraphCompiler
import Recurrent
import TensorGraph
import Testing
import Training

/// What becomes one launch, and how many launches are left.
@Suite struct FusionTests {
  /// With direct convolutions: Winograd's have launches of their own (WinogradTests).
  private func program(_ graph: Graph) -> Program {
    var geometry = MemoryPlannerTests.geometry
    geometry.winograd = .never
    return ProgramCompiler.compile(graph, geometry: geometry)
  }

  @Test func anLSTMStepHasOnePointwiseLaunchWithTwoResults() {
    let graph = GraphBuilder()
    let layer = RecurrentLayer(LSTM(ParameterScope(graph), inputs: 3, hidden: 8))
    let result = layer.run(
      [graph.input("x", [2, 3])], state: [graph.input("h", [2, 8]), graph.input("c", [2, 8])])
    graph.output("h", result.state[0])
    graph.output("c", result.state[1])
    let program = program(graph.graph())
    // Biases and the sum of both products are part of the products' launches.
    #expect(program.step.map(\.label) == ["matmul", "matmul", "pointwise"])
    #expect(program.step.last?.pointwise?.results.count == 2)
    #expect(program.prologue.map(\.label) == ["pack", "pack"])
  }

  /// 38 cell steps, each one convolution of the state (but the first of each layer) and one
  /// pointwise launch; the projections and readouts of known frames are batched.
  @Test func inferenceOfTwoConvLSTMLayers() {
    let program = program(Self.description.forecastGraph(Self.shape).graph)
    #expect(program.prologue.count(of: "pack") == 5)
    #expect(program.prologue.count == 5)
    #expect(program.step.count(of: "pointwise") == 38)
    // 36 of states; 2 x 10 of inputs and 10 of readouts (one for all ten observed frames).
    #expect(program.step.count(of: "convolution") == 66)
    #expect(program.step.count <= 107)
    #expect(program.step.filter(\.isCopy).count <= 3)
  }

  @Test func trainingOfTwoConvLSTMLayers() {
    let objective = TrainingObjective(
      loss: .meanSquared, optimiser: .adam(), clipNorm: 1, hasMask: false, samplesTruth: false)
    let program = program(Self.description.trainingGraph(Self.shape, objective).graph)
    #expect(program.prologue.count(of: "pack") == program.prologue.count)
    #expect(program.step.count(of: "pack") == 0, "weights are packed once per run")
    #expect(program.step.count(of: "convolution") <= 131)
    #expect(program.step.count(of: "filter gradient") <= 66)
    #expect(program.step.count(of: "pointwise") <= 142)
    #expect(program.step.count(of: "reduce") <= 39)
    #expect(program.step.filter(\.isCopy).count <= 4)
    #expect(program.step.count <= 382)
  }

  /// The four gates' gradients of a step are computed straight into the tensor that the
  /// convolution behind them reads, side by side.
  @Test func gradientsOfGatesAreWrittenInPlace() {
    let layer = ModelDescription.Layer(channels: 8, inputKernel: 3, stateKernel: 3)
    let description = ModelDescription(
      architecture: .autoregressive, cell: .convLSTM, layers: [layer])
    let objective = TrainingObjective(
      loss: .meanSquared, optimiser: .adam(), clipNorm: nil, hasMask: false, samplesTruth: false)
    let program = program(
      description.trainingGraph(
        SequenceShape(inputs: 3, horizon: 1, batch: 1, height: 4, width: 4), objective
      ).graph)
    let gates = 3 * 4 * 4 * 4 * 8
    let intoGates = program.step.filter { launch in
      launch.pointwise != nil && launch.writes.contains { program.slots[$0].count == gates }
    }
    #expect(intoGates.count >= 3)
    // One copy: the forget gate of the first step, whose gradient is zero.
    #expect(program.step.filter(\.isCopy).count == 1)
  }

  @Test func equalWorkIsWrittenOnce() {
    let graph = GraphBuilder()
    let x = graph.input("x", [4, 5])
    graph.output("a", tanh(x) * 2)
    graph.output("b", tanh(x) * 2 + 1)
    #expect(graph.graph().nodes.filter { $0.op == .pointwise(.tanh) }.count == 1)
    #expect((tanh(x) * 2).id == (tanh(x) * 2).id)
    let step = program(graph.graph()).step
    #expect(step.count == 1)
    #expect(step.first?.pointwise?.expression.instructions.count == 3)
  }

  private static let layer = ModelDescription.Layer(
    channels: 16, inputKernel: 5, stateKernel: 5)
  private static let description = ModelDescription(
    architecture: .autoregressive, cell: .convLSTM, layers: [layer, layer], patch: 4)
  private static let shape = SequenceShape(
    inputs: 10, horizon: 10, batch: 2, height: 16, width: 16)
}

extension Launch {
  var pointwise: PointwiseKernel? {
    if case .pointwise(let kernel) = kernel { kernel } else { nil }
  }

  /// Whether it only moves numbers.
  var isCopy: Bool { pointwise?.expression.instructions.isEmpty ?? false }
}

extension [Launch] {
  func count(of label: String) -> Int { filter { $0.label == label }.count }
}
