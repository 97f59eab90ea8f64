import ForeframeTensorGraph

/// The states of an encoder, which a decoder looks at again at every time step (Bahdanau et al.,
/// 2015; Luong et al., 2015).
///
///     a = softmax over s of score(q, s)        context = Σ a s
///
/// Its keys are computed once, whatever the number of queries.
public struct EncoderMemory {
  /// What a query gets.
  public struct Answer {
    /// The weighted mean of the encoder's states, [N, M, E].
    public let context: Tensor
    /// How much each state counted, [N, M, S]; a row's sum is 1.
    public let weights: Tensor
  }

  /// [N, S, E]
  public let states: Tensor
  private let keys: Tensor
  private let score: any EncoderScore
  /// [N, 1, S]: 0, or -1e30 where a sequence has ended.
  private let hidden: Tensor?

  /// - Parameters:
  ///   - outputs: the encoder's, [N, E] for each of S time steps.
  ///   - mask: which time steps each sequence has; at least one each. nil: all.
  public init(_ outputs: [Tensor], score: any EncoderScore, mask: SequenceMask? = nil) {
    states = concat(outputs.map { $0.expanded(1) }, axis: 1)
    self.score = score
    keys = score.keys(states)
    hidden = mask.map { mask in
      let present = concat(mask.steps.map { $0.isPresent.expanded(1) }, axis: 1)
      return ((present - 1) * 1e30).expanded(1)
    }
  }

  /// - Parameter query: [N, M, D], M queries for each sequence at a time.
  public func callAsFunction(_ query: Tensor) -> Answer {
    let scores = score(query, keys)
    let weights = (hidden.map { scores + $0 } ?? scores).softmax(axis: 2)
    return Answer(context: weights.matmul(states), weights: weights)
  }
}

/// What a decoder says of its hidden state and the context (Luong et al., 2015, eq. 5).
///
///     h̃ = tanh(W [context, h])
public struct AttentiveOutput {
  private let map: Dense

  /// - Parameters:
  ///   - states: width E of an encoder's state.
  ///   - queries: width D of the decoder's hidden state, and of the result.
  public init(_ scope: ParameterScope, states: Int, queries: Int) {
    map = Dense(
      scope, inputs: states + queries, outputs: queries, activation: .tanh, bias: nil)
  }

  /// context [N, M, E], hidden [N, M, D] -> [N, M, D]
  public func callAsFunction(context: Tensor, hidden: Tensor) -> Tensor {
    map(concat([context, hidden], axis: 2))
  }
}
