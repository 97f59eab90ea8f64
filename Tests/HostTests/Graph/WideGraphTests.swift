import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeTensorGraph
import TestSupport
import Testing

/// Pointwise groups that are too large for one launch are cut into several.
@Suite struct WideGraphTests {
  private static let targets = [
    MemoryPlannerTests.compileTarget,
    CompileTarget(
      vector: 4, tileVectors: 2, tilePixels: 4, parallelism: 8, family: .gpu,
      localMemory: 48 << 10),
  ]

  @Test(arguments: WideGraphs.cases, targets)
  func everyLaunchIsBounded(row: OperationCase, target: CompileTarget) throws {
    let program = ProgramCompiler.compile(row.trial(withGradients: true).graph, for: target)
    try program.checkInvariants()
    let kernels = program.step.compactMap(\.pointwise)
    #expect(kernels.allSatisfy { $0.leaves.count + $0.results.count <= 96 })
    #expect(kernels.allSatisfy { $0.expression.liveValues <= 64 })
    #expect(
      kernels.contains { $0.leaves.count + $0.results.count > 60 || $0.expression.liveValues > 20 })
  }

  @Test func aSumOfManyTermsTakesFewLaunches() throws {
    let graph = GraphBuilder()
    let terms = (0..<500).map { graph.input("x\($0)", [2, 3]) }
    graph.output("sum", terms.dropFirst().reduce(terms[0], +))
    let program = ProgramCompiler.compile(graph.graph(), for: Self.targets[0])
    // 64 additions each.
    #expect(program.step.count == 8)
  }

  /// A group that fits is one launch, however it is built.
  @Test func aSumOfFewTermsTakesOne() throws {
    let graph = GraphBuilder()
    let terms = (0..<95).map { graph.input("x\($0)", [2, 3]) }
    graph.output("sum", terms.dropFirst().reduce(terms[0], +))
    #expect(ProgramCompiler.compile(graph.graph(), for: Self.targets[0]).step.count == 1)
  }

  @Test func liveValuesAreThoseThatAreStillRead() {
    func expression(_ results: [ScalarExpression.Operand]) -> ScalarExpression {
      ScalarExpression(
        leafCount: 1,
        instructions: [
          .init(.exp, [.leaf(0)]), .init(.tanh, [.instruction(0)]), .init(.sin, [.leaf(0)]),
          .init(.add, [.instruction(1), .instruction(2)]),
        ], results: results)
    }
    #expect(expression([.instruction(3)]).liveValues == 2)
    #expect(expression([.instruction(0), .instruction(3)]).liveValues == 3)
    #expect(expression([.leaf(0)]).liveValues == 2)
  }
}
