import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import Testing

/// Dropout that is one choice for a whole sequence.
@Suite struct SequenceDropoutTests {
  private func evaluate(
    _ build: (GraphBuilder, Tensor) -> [Tensor]
  ) -> [[Double]] {
    let builder = GraphBuilder()
    let tensors = build(builder, builder.input("seed", [3]))
    for (index, tensor) in tensors.enumerated() { builder.output("\(index)", tensor) }
    var parameters: [String: [Double]] = [:]
    let graph = builder.graph()
    for node in graph.nodes {
      if case .parameter(let name) = node.op {
        parameters[name] = (0..<node.shape.count).map { Double($0 % 5) / 5 - 0.3 }
      }
    }
    let result = ReferenceEvaluator(graph).run(parameters: parameters, inputs: ["seed": [1, 2, 3]])
    return tensors.indices.map { result.outputs["\($0)"]?.elements ?? [] }
  }

  @Test func everyTimeStepHasTheSameMask() {
    let steps = evaluate { builder, seed in
      let ones = (0..<4).map { _ in builder.constant(1, [40, 50]) }
      return dropout(sequence: ones, rate: 0.25, seed: seed)
    }
    #expect(Set(steps).count == 1)
    #expect(Set(steps[0]).count == 2)
    let kept = Double(steps[0].count { $0 > 0 }) / Double(steps[0].count)
    #expect(abs(kept - 0.75) < 0.04)
    #expect(abs((steps[0].max() ?? 0) - 1 / 0.75) < 1e-6)
  }

  @Test func withoutASeedNothingIsDropped() {
    let builder = GraphBuilder()
    let inputs = [builder.input("x", [2, 3])]
    #expect(dropout(sequence: inputs, rate: 0.5, seed: nil)[0].id == inputs[0].id)
    let cell = GRU(ParameterScope(builder), inputs: 3, hidden: 3)
    let state = HiddenState(h: builder.input("h", [2, 3]))
    let kept = cell.droppingState(rate: 0.5, count: 2, seed: nil).step(input: inputs[0], state)
    #expect(kept.h.id == cell.step(input: inputs[0], state).h.id)
  }

  /// A GRU that sees nothing of its state still keeps it: of h' = (1 - z) n + z h the second part
  /// is not dropped, so that the state's first numbers 1 and 0 make a difference of z.
  @Test func whatIsKeptIsNotDropped() {
    let results = evaluate { builder, _ in
      let cell = GRU(ParameterScope(builder), inputs: 2, hidden: 3)
        .hiding(builder.constant(0, [1, 3]))
      let x = builder.constant(0.5, [2, 2])
      return [0, 1].map { cell.step(input: x, HiddenState(h: builder.constant($0, [2, 3]))).h }
    }
    for (without, with) in zip(results[0], results[1]) {
      #expect(with - without > 0.2 && with - without < 0.8)
    }
  }
}
