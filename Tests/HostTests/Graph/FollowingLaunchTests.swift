import ForeframeGraphCompiler
import ForeframeTensorGraph
import Testing

/// Which pointwise launches may run pixel by pixel after a convolution, and what that asks of memory.
@Suite struct FollowingLaunchTests {
  private func program(_ build: (GraphBuilder) -> Tensor) throws -> Program {
    let graph = GraphBuilder()
    graph.output("y", build(graph))
    var compileTarget = MemoryPlannerTests.compileTarget
    compileTarget.winograd = .always
    let program = ProgramCompiler.compile(graph.graph(), for: compileTarget)
    try program.checkInvariants()
    return program
  }

  private func images(_ graph: GraphBuilder) -> Tensor { graph.input("x", [2, 12, 12, 16]) }
  private func filter(_ graph: GraphBuilder, _ outputs: Int = 16) -> Tensor {
    graph.parameter("w", [3, 3, 16, outputs])
  }

  @Test func gatesAreAppliedBehindTheirConvolution() throws {
    let program = try program { graph in
      let gates = images(graph).convolved(filter(graph, 32))
      return sigmoid(gates.slice(axis: 3, start: 0, count: 16))
        * tanh(gates.slice(axis: 3, start: 16, count: 16))
    }
    #expect(program.step.map(\.label) == ["winograd", "pointwise"])
    #expect(program.step.map(\.follows) == [false, true])
  }

  /// Other pixels may not be finished yet.
  @Test func whatReadsOtherPixelsComesAfterwards() throws {
    let program = try program { graph in
      let y = images(graph).convolved(filter(graph))
      return tanh(y) + y.permuted([0, 2, 1, 3])
    }
    #expect(program.step.map(\.label) == ["winograd", "pointwise"])
    #expect(program.step.allSatisfy { !$0.follows })
  }

  @Test func whatReadsSomethingElseComesAfterwards() throws {
    let program = try program { graph in
      let y = images(graph).convolved(filter(graph))
      return concat([y, tanh(graph.input("z", [2, 12, 12, 16]))], axis: 3)
    }
    #expect(program.step.allSatisfy { !$0.follows })
  }

  /// The state is read around every pixel: its memory is not free before the last one is done.
  @Test func theStateOutlivesTheLaunchThatFollows() throws {
    let program = try program { graph in
      (0..<3).reduce(tanh(images(graph))) { h, _ in tanh(h.convolved(filter(graph))) + h }
    }
    #expect(program.step.count(where: \.follows) == 3)
    for (before, launch) in zip(program.step, program.step.dropFirst()) where launch.follows {
      guard case .winograd(let convolution) = before.kernel,
        case .pointwise(let pointwise) = launch.kernel
      else {
        Issue.record("\(launch.label) follows \(before.label)")
        continue
      }
      let count = 2 * 12 * 12 * 16
      let state = Int(convolution.parts.0.x)
      for result in pointwise.results {
        #expect(result.offset + count <= state || state + count <= result.offset)
      }
    }
  }
}
