import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import TestSupport
import Testing
import ForeframeTraining

/// Activations that are computed again for the gradient.
@Suite struct RecomputationTests {
  private static let compileTarget = CompileTarget(
    vector: 16, tileVectors: 4, tilePixels: 6, parallelism: 2)

  private static func graph(
    _ architecture: ModelDescription.Architecture, _ cell: ConvolutionalCellKind,
    timeSteps: Int, side: Int = 8, recomputes: Bool
  ) -> Graph {
    let layer = ConvolutionalNetwork.Layer(channels: 6, inputKernel: 3, stateKernel: 3)
    let description = ModelDescription(
      architecture: architecture, cell: cell, layers: [layer, layer])
    let task = FrameTask(
      description,
      SequenceShape(
        inputs: timeSteps / 2 + 1, horizon: timeSteps / 2, batch: 1, height: side, width: side),
      sampling: SamplingSchedule(start: 1, end: 10), recomputes: recomputes)
    return TaskGraph.training(task, .momentum()).network.graph
  }

  /// The same step, to the last digit but for the order of sums; and work is really done twice.
  @Test(arguments: ModelDescription.Architecture.allCases, ConvolutionalCellKind.allCases)
  func gradientsAreTheSame(
    architecture: ModelDescription.Architecture, cell: ConvolutionalCellKind
  ) throws {
    let kept = Self.graph(architecture, cell, timeSteps: 12, recomputes: false)
    let again = Self.graph(architecture, cell, timeSteps: 12, recomputes: true)
    func convolutions(_ graph: Graph) -> Int {
      graph.nodes.count { if case .convolution = $0.op { true } else { false } }
    }
    #expect(convolutions(again) > convolutions(kept))
    var parameters: [String: [Double]] = [:]
    var inputs: [String: [Double]] = [:]
    for (index, node) in kept.nodes.enumerated() {
      let values = (0..<node.shape.count).map { Double(($0 * 7 + index * 3) % 13) / 13 - 0.4 }
      switch node.op {
      case .parameter(let name):
        parameters[name] = name.hasPrefix("optimiser.") ? values.map { _ in 0 } : values
      case .input("seed"): inputs["seed"] = [7, 8, 1]
      case .input("sampling"): inputs["sampling"] = values.map { $0 > 0 ? 1 : 0 }
      // Among them is a contrast, which is above 0.
      case .input("guide.conditions"): inputs["guide.conditions"] = values.map { $0 + 0.5 }
      case .input(let name): inputs[name] = node.shape.count == 1 ? [0.1] : values
      default: break
      }
    }
    let first = ReferenceEvaluator(kept).run(parameters: parameters, inputs: inputs)
    let second = ReferenceEvaluator(again).run(parameters: parameters, inputs: inputs)
    #expect(first.parameters.count == second.parameters.count)
    for (name, value) in first.parameters {
      let other = try #require(second.parameters[name])
      let largest = value.elements.map(\.magnitude).max() ?? 0
      let error = zip(value.elements, other.elements).map { abs($0 - $1) }.max() ?? 0
      #expect(error <= 1e-12 * largest, "\(name)")
    }
  }

  /// Memory for 4 times as many time steps: about twice as much, where keeping takes 4 times as much.
  ///
  /// Not where frames moved along and the forecast to start from are there for every time step.
  @Test(arguments: [ModelDescription.Architecture.autoregressive, .encoderForecaster])
  func memoryGrowsWithTheSquareRoot(architecture: ModelDescription.Architecture) throws {
    func floats(_ timeSteps: Int, _ recomputes: Bool) throws -> Double {
      let program = ProgramCompiler.compile(
        Self.graph(architecture, .convLSTM, timeSteps: timeSteps, side: 32, recomputes: recomputes),
        for: Self.compileTarget)
      try program.checkInvariants()
      return Double(program.arenaCount)
    }
    let (few, many) = (try floats(12, true), try floats(48, true))
    #expect(many / few < 2.5, "recomputing: \(few), \(many)")
    let kept = try floats(48, false)
    #expect(kept / (try floats(12, false)) > 3)
    #expect(many < 0.4 * kept)
  }
}
