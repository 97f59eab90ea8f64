import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import TestSupport
import Testing
import ForeframeTraining

/// The property that the arena rests on: no two slots that live at the same time overlap.
@Suite struct MemoryPlannerTests {
  static let compileTarget = CompileTarget(
    vector: 16, tileVectors: 4, tilePixels: 6, parallelism: 2)

  @Test(arguments: 0..<60)
  func liveSlotsDoNotOverlap(seed: Int) {
    var numbers = SeededNumbers(seed)
    let needs = (0..<Int.random(in: 1...80, using: &numbers)).map { _ in
      let first = Int.random(in: 0...50, using: &numbers)
      return MemoryPlanner.Need(
        count: Int.random(in: 1...300, using: &numbers), first: first,
        last: first + Int.random(in: 0...12, using: &numbers))
    }
    let plan = MemoryPlanner(needs)
    for (a, one) in needs.enumerated() {
      #expect(plan.offsets[a] % MemoryPlanner.alignment == 0)
      #expect(plan.offsets[a] + one.count <= plan.arenaCount)
      for (b, other) in needs.enumerated().dropFirst(a + 1)
      where one.first <= other.last && other.first <= one.last {
        #expect(
          plan.offsets[a] + one.count <= plan.offsets[b]
            || plan.offsets[b] + other.count <= plan.offsets[a])
      }
    }
  }

  @Test func memoryIsUsedAgain() {
    let needs = (0..<10).map { MemoryPlanner.Need(count: 64, first: $0, last: $0 + 1) }
    #expect(MemoryPlanner(needs).arenaCount == 128)
  }

  @Test func nothingNeedsNothing() { #expect(MemoryPlanner([]).arenaCount == 0) }

  @Test(arguments: 0..<100)
  func randomProgramsKeepTheirInvariants(seed: Int) throws {
    let trial = RandomGraph.trial(seed: 10_000 + seed, operations: 5 + seed % 40)
    try ProgramCompiler.compile(trial.graph, for: Self.compileTarget).checkInvariants()
  }

  @Test(arguments: ModelDescription.Architecture.allCases, ConvolutionalCellKind.allCases)
  func trainingProgramsKeepTheirInvariants(
    architecture: ModelDescription.Architecture, cell: ConvolutionalCellKind
  ) throws {
    let layer = ConvolutionalNetwork.Layer(channels: 12, inputKernel: 3, stateKernel: 5)
    let description = ModelDescription(
      architecture: architecture, cell: cell, layers: [layer, layer], patch: 2,
      isResidual: true, norm: .group(3), dropout: 0.1)
    let task = FrameTask(
      description, SequenceShape(inputs: 4, horizon: 3, batch: 2, height: 8, width: 12),
      loss: .huber(delta: 1), hasMask: true, sampling: SamplingSchedule(start: 1, end: 10))
    let graph = TaskGraph.training(task, .adamW(), clipNorm: 1).network.graph
    try ProgramCompiler.compile(graph, for: Self.compileTarget).checkInvariants()
  }

  /// A check that cannot fail is none.
  @Test func brokenPlansAreFound() throws {
    let graph = GraphBuilder()
    let x = graph.input("x", [40])
    graph.output("y", tanh(tanh(x).sum([0]) + x))
    let good = ProgramCompiler.compile(graph.graph(), for: Self.compileTarget)
    try good.checkInvariants()
    let moved = try #require(good.slots.indices.first { good.slots[$0].offset > 0 })

    var overlapping = good
    overlapping.slots[moved].offset = 0
    #expect(throws: Program.InvariantViolation.self) { try overlapping.checkInvariants() }
    var unaligned = good
    unaligned.slots[moved].offset += 1
    #expect(throws: Program.InvariantViolation.unaligned(slot: moved)) {
      try unaligned.checkInvariants()
    }
    var outside = good
    outside.arenaCount = good.slots[moved].offset
    #expect(throws: Program.InvariantViolation.self) { try outside.checkInvariants() }
    var dead = good
    for index in dead.slots.indices { dead.slots[index].lastUse = 0 }
    #expect(throws: Program.InvariantViolation.self) { try dead.checkInvariants() }
  }
}
