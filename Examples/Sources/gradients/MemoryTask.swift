import ExampleSupport
import Foreframe

/// Says at the end of a sequence which of four symbols it began with; the rest is noise.
struct MemoryTask: TrainingTask {
  struct Batch: Sendable {
    /// [T · N], and [N].
    var symbols: [Float]
    var labels: [Float]
  }

  static let count = 64
  /// Four symbols to remember, and four that mean nothing.
  static let symbols = 8
  static let classes = 4

  let cell: DenseCellKind
  let start: CellInitialisation
  let length: Int
  let hidden: Int

  static func batch(_ length: Int, stream: UInt64) -> Batch {
    var random = SeededRandom(seed: 8, stream: stream)
    let labels = (0..<count).map { _ in Float(random.below(classes)) }
    let noise = (0..<(length - 1) * count).map { _ in Float(classes + random.below(classes)) }
    return Batch(symbols: labels + noise, labels: labels)
  }

  func loss(_ scope: ParameterScope, _ inputs: StepInputs<Batch>) -> Tensor {
    let symbols = inputs.declare("symbols", [length * Self.count], \.symbols)
    let labels = inputs.declare("labels", [Self.count], \.labels)
    return parts(scope, symbols, labels).loss
  }

  /// The hidden state of every time step, what is said at the end, and how wrong it is.
  private func parts(
    _ scope: ParameterScope, _ symbols: Tensor, _ labels: Tensor
  ) -> (states: [Tensor], logits: Tensor, loss: Tensor) {
    let table = Embedding(
      scope.scope("embedding"), count: Self.symbols, width: 8, start: .uniform(bound: 1))
    let layer = RecurrentLayer(
      cell.make(scope.scope("cell"), inputs: 8, hidden: hidden, start: start))
    let inputs = table(symbols).chunks(length, axis: 0)
    let states = layer.run(inputs, state: layer.zeroState(like: inputs[0])).outputs
    let readout = Dense(scope.scope("readout"), inputs: hidden, outputs: Self.classes)
    let logits = readout(states[length - 1])
    return (states, logits, crossEntropy(logits, labels: labels))
  }

  /// The network's first weights.
  func firstWeights(seed: UInt64) -> [Weight] {
    Network.start(seed: seed) { builder, scope in _ = inGraph(builder, scope) }
  }

  /// The norm of the loss's gradient by the hidden state of each time step.
  func norms(_ weights: [Weight], on backend: any Backend) throws -> [Double] {
    let names = (0..<length).map { "norm.\($0)" }
    let network = try Network(weights, on: backend) { builder, scope in
      let parts = inGraph(builder, scope)
      for (name, gradient) in zip(names, parts.loss.gradients(parts.states)) {
        // Against the largest number, since squares of what has nearly vanished are zero in
        // float32.
        let row = gradient.reshaped([gradient.shape.count])
        let size = maximum(abs(row).maximum([0]), row.filled(1e-30, [1]))
        let share = row / size
        builder.output(name, sqrt((share * share).sum([0])) * size)
      }
    }
    let batch = Self.batch(length, stream: 1_000_000)
    return try network.run(["symbols": batch.symbols, "labels": batch.labels], names)
      .map { Double($0[0]) }
  }

  /// The share of right answers on a batch that training does not see.
  func accuracy(_ weights: [Weight], on backend: any Backend) throws -> Double {
    let network = try Network(weights, on: backend) { builder, scope in
      builder.output("logits", inGraph(builder, scope).logits)
    }
    let batch = Self.batch(length, stream: 1_000_001)
    var scores = ClassScores()
    scores.add(
      logits: try network.run(["symbols": batch.symbols], "logits"), labels: batch.labels,
      classes: Self.classes)
    return scores.accuracy ?? 0
  }

  private func inGraph(
    _ builder: GraphBuilder, _ scope: ParameterScope
  ) -> (states: [Tensor], logits: Tensor, loss: Tensor) {
    parts(
      scope, builder.input("symbols", [length * Self.count]),
      builder.input("labels", [Self.count]))
  }
}
