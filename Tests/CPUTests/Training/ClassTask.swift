import ForeframeFiles
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining

/// Says which of four symbols comes next, from a fixed table of vectors for them.
struct ClassTask: TrainingTask {
  struct Batch: Sendable {
    /// Numbers of symbols, and of those that come next; -1 for padding.
    var symbols: [Float]
    var next: [Float]
  }

  static let classes = 4
  static let count = 12

  func loss(_ scope: ParameterScope, _ inputs: StepInputs<Batch>) -> Tensor {
    let symbols = inputs.declare("symbols", [Self.count], \.symbols)
    let labels = inputs.declare("labels", [Self.count], \.next)
    let weight = inputs.declare("weight", [Self.count]) { batch in
      batch.next.map { $0 < 0 ? 0 : 1 }
    }
    return crossEntropy(Self.logits(symbols, scope), labels: labels, weight: weight)
  }

  static func logits(_ symbols: Tensor, _ scope: ParameterScope) -> Tensor {
    let table = scope.scope("embedding").fixed
      .parameter("weight", [classes, 3], .uniform(bound: 1))
    let hidden = Linear(scope.scope("hidden"), inputs: 3, outputs: 16, bias: .zeros)
    let readout = Linear(scope.scope("readout"), inputs: 16, outputs: classes, bias: .zeros)
    return readout(tanh(hidden(table.gather(symbols))))
  }

  /// After each symbol comes the one before it, after the first the last.
  static func batch(_ number: Int) -> Batch {
    var random = SeededRandom(seed: 5, stream: UInt64(number))
    let symbols = (0..<count).map { _ in random.below(classes) }
    var next = symbols.map { Float(($0 + classes - 1) % classes) }
    next[count - 1] = -1
    return Batch(symbols: symbols.map(Float.init), next: next)
  }
}
