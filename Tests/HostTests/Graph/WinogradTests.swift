import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeTensorGraph
import TestSupport
import Testing

/// Where Winograd's algorithm is chosen, and which launches it becomes.
@Suite struct WinogradTests {
  private func program(_ winograd: WinogradUse = .wherePaying, _ build: (GraphBuilder) -> Tensor)
    -> Program
  {
    let graph = GraphBuilder()
    graph.output("y", build(graph))
    var compileTarget = MemoryPlannerTests.compileTarget
    compileTarget.winograd = winograd
    return ProgramCompiler.compile(graph.graph(), for: compileTarget)
  }

  private func convolution(
    _ side: Int, _ cin: Int, _ cout: Int, _ kernel: Int, stride: Int = 1,
    _ winograd: WinogradUse = .wherePaying
  ) -> Program {
    program(winograd) { graph in
      graph.input("x", [1, side, side, cin]).convolved(
        graph.parameter("w", [kernel, kernel, cin, cout]), stride: stride)
    }
  }

  /// The rows of the operation table that are meant for it do go through it.
  @Test(arguments: OperationTable.transformed)
  func rowsOfTheTableAreTransformed(row: OperationCase) {
    for withGradients in [false, true] {
      let program = ProgramCompiler.compile(
        row.trial(withGradients: withGradients).graph,
        for: MemoryPlannerTests.compileTarget)
      #expect(program.usesWinograd)
    }
  }

  /// The agreement tests that force it have something to do.
  @Test func manyRowsCanBeForced() {
    #expect(OperationTable.cases.count(where: \.canUseWinograd) > 20)
  }

  @Test func itIsChosenWhereItPays() {
    #expect(convolution(16, 64, 64, 3).usesWinograd)
    #expect(convolution(16, 128, 512, 5).usesWinograd)
    #expect(!convolution(16, 64, 64, 1).usesWinograd, "nothing to save")
    #expect(!convolution(16, 64, 64, 7).usesWinograd, "no such transform")
    #expect(!convolution(16, 64, 64, 3, stride: 2).usesWinograd, "no such transform")
    #expect(!convolution(16, 1, 64, 3).usesWinograd, "the transforms cost more than they save")
    #expect(!convolution(2, 64, 64, 3).usesWinograd, "most of a tile would lie outside")
    #expect(!convolution(16, 64, 64, 3, .never).usesWinograd)
    #expect(convolution(2, 1, 1, 3, .always).usesWinograd)
  }

  @Test func filtersAreTransformedInThePrologue() {
    let program = convolution(16, 64, 64, 3)
    #expect(program.prologue.map(\.label) == ["winograd filter"])
    #expect(program.step.map(\.label) == ["winograd"])
  }

  /// The sums of all time steps are transformed back once.
  @Test func gradientsOverTimeAreCollectedOnce() {
    let program = program { graph in
      let x = graph.input("x", [4, 12, 12, 32])
      let dy = graph.input("dy", [4, 12, 12, 64])
      let terms = (0..<4).map { timeStep in
        x.slice(axis: 0, start: timeStep, count: 1).filterGradient(
          dy.slice(axis: 0, start: timeStep, count: 1), stride: 1, height: 3, width: 3)
      }
      return terms.dropFirst().reduce(terms[0], +)
    }
    #expect(program.step.count(of: "winograd correlate") == 4)
    #expect(program.step.count(of: "winograd collect") == 1)
    #expect(program.step.allSatisfy { !$0.isCopy })
  }

  /// Transformed inputs take nine times the input's memory, but only a cache's worth at a time.
  @Test func largeBatchesAreTransformedInPieces() throws {
    let forward = program { graph in
      graph.input("x", [64, 32, 32, 64]).convolved(graph.parameter("w", [3, 3, 64, 64]))
    }
    let images = 64 * 32 * 32 * 64
    #expect(forward.arenaCount < images * 9 / 4)
    try forward.checkInvariants()
    let backward = program { graph in
      graph.input("x", [64, 32, 32, 64]).filterGradient(
        graph.input("dy", [64, 32, 32, 64]), stride: 1, height: 3, width: 3)
    }
    #expect(backward.arenaCount < images * 9 / 4)
    try backward.checkInvariants()
  }

  /// Input and state side by side are never copied: the launch reads both where they lie.
  @Test func joinedInputsAreReadWhereTheyLie() {
    let program = program { graph in
      let x = tanh(graph.input("x", [1, 16, 16, 17]))
      let h = tanh(graph.input("h", [1, 16, 16, 64]))
      return concat([x, h], axis: 3).convolved(graph.parameter("w", [3, 3, 81, 64]))
    }
    #expect(program.step.map(\.label) == ["pointwise", "pointwise", "winograd"])
  }
}
