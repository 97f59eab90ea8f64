import ForeframeRecurrent
import ForeframeTensorGraph

/// Learns to say what comes next in a text.
public struct LanguageTask: TrainingTask {
  /// Texts side by side.
  public struct Batch: Hashable, Sendable {
    /// [T + 1, N], time step by time step: what is read, and after it what comes next. -1 for
    /// padding.
    public var symbols: [Float]
    /// Whether each text goes on where it ended in the batch before.
    public var continues: Bool

    public init(symbols: [Float], continues: Bool = false) {
      self.symbols = symbols
      self.continues = continues
    }
  }

  /// What the state is when a batch begins.
  public enum Start: Hashable, Sendable {
    /// Zero: each batch is of windows that have nothing to do with each other.
    case anew
    /// What the batch before left, if a batch says that it goes on.
    case carried
  }

  public var network: LanguageNetwork
  /// Symbols that are read in a batch, one after the other.
  public var steps: Int
  /// Texts side by side.
  public var count: Int
  public var start: Start
  /// Label smoothing.
  public var smoothing: Float

  public init(
    _ network: LanguageNetwork, steps: Int, count: Int, start: Start = .anew,
    smoothing: Float = 0
  ) {
    self.network = network
    self.steps = steps
    self.count = count
    self.start = start
    self.smoothing = smoothing
  }

  /// Nats per symbol; in a validation without dropout and without smoothing.
  public func loss(_ scope: ParameterScope, _ inputs: StepInputs<Batch>) -> Tensor {
    let symbols = inputs.declare("symbols", [(steps + 1) * count], \.symbols)
    let read = symbols.slice(axis: 0, start: 0, count: steps * count)
    let next = symbols.slice(axis: 0, start: count, count: steps * count)
    let model = network.makeModel(scope, count: count, dropoutSeed: inputs.dropoutSeed())
    let result: (logits: Tensor, state: [Tensor])
    switch start {
    case .anew: result = model.run(read, state: model.zeroState)
    case .carried:
      let continues = inputs.declare("continues", [1]) { [$0.continues ? 1 : 0] }
      let carried = CarriedState(scope, like: model.zeroState, continues: continues)
      result = model.run(read, state: carried.start)
      carried.keep(result.state)
    }
    return crossEntropy(
      result.logits, labels: next, smoothing: inputs.purpose == .training ? smoothing : 0,
      ignored: -1)
  }
}
