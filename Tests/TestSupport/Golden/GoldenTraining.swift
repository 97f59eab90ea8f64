import ForeframeOperationTable
import ForeframeTensorGraph
import ForeframeTraining

/// Optimisers over several steps, with gradients that are handed in.
public enum GoldenTraining {
  public static let cases: [GoldenCase] = [
    trajectory("adam", .adam()),
    trajectory("adam-large-epsilon", .adam(beta1: 0.8, beta2: 0.95, epsilon: 0.05)),
    trajectory("adamw", .adamW(decay: 0.1)),
    trajectory("rmsprop", .rmsProp(decay: 0.9, epsilon: 1e-3)),
    trajectory("sgd-momentum", .momentum(0.9)),
    trajectory("adam-clip-one-cycle", .adam(), clipNorm: 1) { step in
      Float(0.02 * Schedule.oneCycle().share(step: step, of: 20))
    },
    clipping("clip-above", limit: 1), clipping("clip-below", limit: 100),
  ]

  private static func trajectory(
    _ name: String, _ optimiser: Optimiser, clipNorm: Float? = nil,
    rate: @escaping @Sendable (Int) -> Float = { _ in 0.01 }
  ) -> GoldenCase {
    GoldenCase(
      name,
      trial: { file in
        let graph = GraphBuilder()
        let scalars = StepScalars(graph)
        var parameters: [String: [Float]] = [:]
        var variables: [Tensor] = []
        var gradients: [Tensor] = []
        for name in ["a", "b"] {
          let start = try file.tensor("weight.\(name)")
          parameters[name] = start.numbers
          for slot in optimiser.slots {
            parameters["optimiser.\(slot).\(name)"] = start.numbers.map { _ in 0 }
          }
          variables.append(graph.parameter(name, Shape(start.shape)))
          gradients.append(graph.input("gradient_\(name)", Shape(start.shape)))
        }
        if let clipNorm { gradients = clipped(gradients, toNorm: clipNorm).0 }
        for (index, name) in ["a", "b"].enumerated() {
          optimiser.update(variables[index], name: name, gradient: gradients[index], scalars)
        }
        var trial = Trial(name, graph: graph.graph(), parameters: parameters)
        trial.runs = try file.tensor("output.a").shape[0]
        var expected: [Trial.Snapshot<Double>] = []
        for step in 0..<trial.runs {
          let corrections = optimiser.corrections(step: step + 1)
          var inputs = [
            "rate": [rate(step)], "correction.mean": [corrections.mean],
            "correction.square": [corrections.square],
          ]
          var snapshot = Trial.Snapshot<Double>()
          for name in ["a", "b"] {
            inputs["gradient_\(name)"] = try file.tensor("input.gradient_\(name)").row(step)
            snapshot.parameters[name] = try file.tensor("output.\(name)").row(step).map(Double.init)
          }
          trial.inputsOfRun.append(inputs)
          expected.append(snapshot)
        }
        return GoldenTrial(trial: trial, expected: expected)
      })
  }

  private static func clipping(_ name: String, limit: Float) -> GoldenCase {
    GoldenCase(
      name,
      trial: { file in
        let graph = GraphBuilder()
        var trial = Trial(name, graph: graph.graph(), parameters: [:])
        var snapshot = Trial.Snapshot<Double>()
        let gradients = try ["a", "b"].map { name in
          let given = try file.tensor("input.gradient_\(name)")
          trial.inputs[name] = given.numbers
          snapshot.outputs[name] = try file.tensor("output.\(name)").numbers.map(Double.init)
          return graph.input(name, Shape(Array(given.shape.dropFirst())))
        }
        snapshot.outputs["norm"] = try file.tensor("output.norm").numbers.map(Double.init)
        let (scaled, norm) = clipped(gradients, toNorm: limit)
        for (name, tensor) in zip(["a", "b"], scaled) { graph.output(name, tensor) }
        graph.output("norm", norm)
        trial.graph = graph.graph()
        return GoldenTrial(trial: trial, expected: [snapshot, snapshot])
      })
  }
}

extension GoldenTensor {
  /// One position of the first axis.
  fileprivate func row(_ index: Int) -> [Float] { slice(axis: 0, index..<(index + 1)).numbers }
}
