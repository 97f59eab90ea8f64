import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeTensorGraph
import Testing

/// Where Winograd's algorithm is chosen for a GPU, and which launches it becomes.
@Suite struct GPUWinogradTests {
  private func program(units: Int = 132, _ build: (GraphBuilder) -> Tensor) throws -> Program {
    let graph = GraphBuilder()
    graph.output("y", build(graph))
    let compileTarget = CompileTarget(
      vector: 4, tileVectors: 2, tilePixels: 4, parallelism: units, family: .gpu,
      localMemory: 48 << 10)
    let program = ProgramCompiler.compile(graph.graph(), for: compileTarget)
    try program.checkInvariants()
    return program
  }

  private func convolution(
    _ images: Int, _ side: Int, _ cin: Int, _ cout: Int, _ kernel: Int, units: Int = 132
  ) throws -> Program {
    try program(units: units) { graph in
      graph.input("x", [images, side, side, cin]).convolved(
        graph.parameter("w", [kernel, kernel, cin, cout]))
    }
  }

  @Test func itIsChosenWhereItPays() throws {
    #expect(try convolution(16, 16, 256, 512, 5).usesWinograd)
    #expect(try convolution(64, 64, 64, 256, 3).usesWinograd)
    #expect(try !convolution(16, 16, 256, 512, 7).usesWinograd, "no such transform")
    #expect(try !convolution(16, 16, 4, 512, 5).usesWinograd, "few channels")
    #expect(try !convolution(1, 16, 64, 64, 3).usesWinograd, "its launches would cost more")
    #expect(try convolution(1, 16, 64, 64, 3, units: 2).usesWinograd)
    #expect(try !convolution(64, 512, 64, 256, 3).usesWinograd, "gigabytes of transformed tiles")
  }

  /// Rows that a self-test forces it on: none that could not be run by it, and as many as are meant.
  @Test func theSelfTestsRowsUseIt() {
    let quick = OperationTable.quickTransformed
    #expect(quick.count == 3 && OperationTable.transformable.count == 16)
    let compileTarget = CompileTarget(
      vector: 4, tileVectors: 2, tilePixels: 4, parallelism: 132, winograd: .always, family: .gpu,
      localMemory: 48 << 10)
    for row in quick + OperationTable.transformable {
      let graph = row.trial(withGradients: true).graph
      #expect(ProgramCompiler.compile(graph, for: compileTarget).usesWinograd, "\(row.name)")
    }
  }

  @Test func inputsAreTransformedWhereTheyLie() throws {
    let program = try program(units: 2) { graph in
      let x = tanh(graph.input("x", [1, 16, 16, 17]))
      let h = tanh(graph.input("h", [1, 16, 16, 64]))
      return concat([x, h], axis: 3).convolved(graph.parameter("w", [3, 3, 81, 64]))
    }
    #expect(program.prologue.map(\.label) == ["winograd filter"])
    #expect(
      program.step.map(\.label) == [
        "pointwise", "pointwise", "winograd input", "winograd", "winograd output",
      ])
  }

  @Test func gradientsOverTimeAreCollectedOnce() throws {
    let program = try program(units: 2) { graph in
      let x = graph.input("x", [3, 24, 24, 32])
      let dy = graph.input("dy", [3, 24, 24, 64])
      let terms = (0..<3).map { timeStep in
        x.slice(axis: 0, start: timeStep, count: 1).filterGradient(
          dy.slice(axis: 0, start: timeStep, count: 1), stride: 1, height: 3, width: 3)
      }
      return terms.dropFirst().reduce(terms[0], +)
    }
    #expect(program.step.count(of: "winograd collect") == 1)
    #expect(program.step.count(of: "winograd spread") == 3)
  }
}
