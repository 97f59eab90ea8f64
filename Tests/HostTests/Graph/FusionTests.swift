import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import TestSupport
import Testing
import ForeframeTraining

/// What becomes one launch, and how many launches are left.
@Suite struct FusionTests {
  /// With direct convolutions: Winograd's have launches of their own (WinogradTests).
  private func program(_ graph: Graph) -> Program {
    var compileTarget = MemoryPlannerTests.compileTarget
    compileTarget.winograd = .never
    return ProgramCompiler.compile(graph, for: compileTarget)
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

  /// 38 cell steps, each one convolution of input and state side by side and one pointwise launch. A
  /// state goes up and on: into one of the two it is copied.
  @Test func inferenceOfTwoConvLSTMLayers() {
    let program = program(Self.description.forecastGraph(Self.shape).graph)
    // Filters of both layers with and without a state before, and the readout.
    #expect(program.prologue.count(of: "pack") == 5)
    #expect(program.prologue.count(of: "concat") == 4)
    #expect(program.prologue.count == 9)
    #expect(program.step.count(of: "pointwise") == 38)
    // 38 of cells and 10 of readouts (one for all ten observed frames).
    #expect(program.step.count(of: "convolution") == 48)
    #expect(program.step.count <= 134)
    #expect(program.step.filter(\.isCopy).count <= 48)
  }

  @Test func trainingOfTwoConvLSTMLayers() {
    let program = program(Self.training(Self.description, Self.shape, clipNorm: 1))
    let copies = program.prologue.count(of: "concat")
    #expect(program.prologue.count(of: "pack") + copies == program.prologue.count)
    // Those of the first time step, without a state, are used once: forward in two layers, backward in one.
    #expect(program.step.count(of: "pack") == 3, "weights are packed once per run")
    #expect(program.step.count(of: "convolution") <= 95)
    #expect(program.step.count(of: "filter gradient") <= 48)
    #expect(program.step.count(of: "pointwise") <= 142)
    #expect(program.step.count(of: "reduce") <= 57)
    #expect(program.step.filter(\.isCopy).count <= 52)
    #expect(program.step.count <= 400)
  }

  /// Activations and their derivatives are computed again in the backward pass.
  @Test func trainingKeepsNoActivations() {
    let layer = ConvolutionalNetwork.Layer(channels: 32, inputKernel: 3, stateKernel: 3)
    let description = ModelDescription(
      architecture: .autoregressive, cell: .convLSTM, layers: [layer])
    func floats(_ steps: Int) -> Int {
      program(
        Self.training(
          description,
          SequenceShape(inputs: steps, horizon: 1, batch: 1, height: 16, width: 16))
      ).arenaCount
    }
    let state = 16 * 16 * 32
    // Four gates, cell state, hidden state beside the frame and in the readout's stack, and the
    // readout's gradient; frames and predictions are small.
    #expect(Double(floats(20) - floats(10)) / 10 <= 8.25 * Double(state))
  }

  /// The four gates' gradients of a step are computed straight into the tensor that the
  /// convolution after them reads, side by side.
  @Test func gradientsOfGatesAreWrittenInPlace() {
    let layer = ConvolutionalNetwork.Layer(channels: 8, inputKernel: 3, stateKernel: 3)
    let description = ModelDescription(
      architecture: .autoregressive, cell: .convLSTM, layers: [layer])
    let program = program(
      Self.training(
        description, SequenceShape(inputs: 3, horizon: 1, batch: 1, height: 4, width: 4)))
    let gates = 4 * 4 * 4 * 8
    let intoGates = program.step.filter { launch in
      launch.pointwise != nil && launch.writes.contains { program.slots[$0].count == gates }
    }
    #expect(intoGates.count >= 3)
    // The forget gate of the first step, whose gradient is zero; frames beside states (two); the gradient of
    // the joined filters, taken apart.
    #expect(program.step.filter(\.isCopy).count <= 6)
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

  private static func training(
    _ description: ModelDescription, _ shape: SequenceShape, clipNorm: Float? = nil
  ) -> Graph {
    TaskGraph.training(FrameTask(description, shape), .adam(), clipNorm: clipNorm).network.graph
  }

  private static let layer = ConvolutionalNetwork.Layer(
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
