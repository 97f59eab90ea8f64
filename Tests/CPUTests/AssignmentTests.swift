import ForeframeCPUBackend
import ForeframeGraphCompiler
import ForeframeTensorGraph
import ForeframeOperationTable
import TestSupport
import Testing

/// Parameters that take new values at the end of a run.
@Suite struct AssignmentTests {
  private func check(_ trial: Trial) throws {
    var trial = trial
    trial.runs = 4
    let backend = try CPUBackend(threads: 2)
    let deviation = try trial.deviation(on: backend)
    #expect(deviation.largest <= 2e-5, "\(deviation)")
    let guarded = try ProgramGuard(trial, compileTarget: backend.compileTarget).snapshotsByLaunch(
      on: backend)
    let isEqual = guarded == (try trial.snapshots(on: backend))
    #expect(isEqual)
  }

  private let numbers = ["a": Formula.values(20, seed: 1), "b": Formula.values(20, seed: 2)]

  private func isInPlace(_ graph: Graph) throws -> Bool {
    let program = ProgramCompiler.compile(graph, for: try CPUBackend(threads: 1).compileTarget)
    return program.step.allSatisfy { !["assign", "take"].contains($0.label) }
  }

  @Test func anUpdateHappensInPlace() throws {
    let graph = GraphBuilder()
    let (w, m) = (graph.parameter("a", [20]), graph.parameter("b", [20]))
    let mean = m * 0.9 + graph.input("g", [20]) * 0.1
    graph.assign(m, mean)
    graph.assign(w, w - mean / (sqrt(mean * mean) + 1))
    let inputs = ["g": Formula.values(20, seed: 3)]
    try check(Trial("update", graph: graph.graph(), parameters: numbers, inputs: inputs))
    #expect(try isInPlace(graph.graph()))
  }

  @Test func twoParametersSwap() throws {
    let graph = GraphBuilder()
    let (a, b) = (graph.parameter("a", [20]), graph.parameter("b", [20]))
    graph.assign(a, b)
    graph.assign(b, a)
    try check(Trial("swap", graph: graph.graph(), parameters: numbers))
  }

  @Test func oneTakesTheOldValueOfAnotherThatIsUpdated() throws {
    let graph = GraphBuilder()
    let (a, b) = (graph.parameter("a", [20]), graph.parameter("b", [20]))
    graph.assign(a, a * 0.5)
    graph.assign(b, a)
    try check(Trial("old value", graph: graph.graph(), parameters: numbers))
    let reversed = GraphBuilder()
    let (c, d) = (reversed.parameter("a", [20]), reversed.parameter("b", [20]))
    reversed.assign(d, c)
    reversed.assign(c, c * 0.5)
    try check(Trial("old value", graph: reversed.graph(), parameters: numbers))
  }

  @Test func aPartOfAnotherIsTaken() throws {
    let graph = GraphBuilder()
    let (a, b) = (graph.parameter("a", [4, 5]), graph.parameter("c", [2, 5]))
    graph.assign(b, a.slice(axis: 0, start: 1, count: 2))
    graph.assign(a, a + 1)
    var values = numbers
    values["c"] = Formula.values(10, seed: 4)
    try check(Trial("slice", graph: graph.graph(), parameters: values))
  }

  @Test func anAssignedValueIsReadByOthers() throws {
    let graph = GraphBuilder()
    let (a, b) = (graph.parameter("a", [20]), graph.parameter("b", [20]))
    let new = tanh(a * 0.9)
    graph.assign(a, new)
    graph.assign(b, b + new.reshaped([4, 5]).sum([1]).broadcast(to: [4, 5]).reshaped([20]))
    graph.output("new", new)
    graph.output("view", new.reshaped([4, 5]))
    graph.output("old", a)
    graph.output("both", concat([a, new], axis: 0))
    try check(Trial("read", graph: graph.graph(), parameters: numbers))
  }

  @Test func oneValueGoesToTwoParameters() throws {
    let graph = GraphBuilder()
    let (a, b) = (graph.parameter("a", [20]), graph.parameter("b", [20]))
    let new = a + b
    graph.assign(a, new * 0.5)
    graph.assign(b, new * 0.5)
    try check(Trial("twice", graph: graph.graph(), parameters: numbers))
  }

  @Test func constantsAndInputsAreAssigned() throws {
    let graph = GraphBuilder()
    let (a, b) = (graph.parameter("a", [20]), graph.parameter("b", [20]))
    graph.output("sum", (a + b).sum())
    graph.assign(a, graph.constant(0.25, [20]))
    graph.assign(b, graph.input("x", [20]))
    let inputs = ["x": Formula.values(20, seed: 3)]
    try check(Trial("given", graph: graph.graph(), parameters: numbers, inputs: inputs))
  }
}
