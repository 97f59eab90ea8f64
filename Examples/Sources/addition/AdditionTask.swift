import Foreframe

/// Reads a sum and writes its result, digit by digit.
struct AdditionTask: TrainingTask {
  let sums: Sums
  let count: Int
  let hidden: Int

  /// The answer's digits, each given all before it: [T · N, symbols].
  ///
  /// - Parameters:
  ///   - questions: [S · N].
  ///   - before: [T · N]: the symbol before each digit of the answer.
  func logits(_ scope: ParameterScope, questions: Tensor, before: Tensor, count: Int) -> Tensor {
    let embedding = Embedding(
      scope.scope("embedding"), count: Sums.symbols, width: 16, start: .uniform(bound: 1))
    let encoder = Bidirectional(
      forward: layer(scope, "encoder.forward"), backward: layer(scope, "encoder.backward"))
    let read = embedding(questions).chunks(sums.questionSteps, axis: 0)
    let states = encoder.run(read, state: encoder.zeroState(like: read[0]))

    // The decoder goes on from what the backward layer has read, and looks at both.
    let decoder = layer(scope, "decoder")
    let given = embedding(before).chunks(sums.answerSteps, axis: 0)
    let written = decoder.run(given, state: Array(states.state.suffix(decoder.stateCount)))
    let memory = EncoderMemory(
      states.outputs,
      score: GeneralScore(
        scope.scope("attention"), queries: hidden, states: encoder.outputSize))
    let queries = concat(written.outputs.map { $0.expanded(1) }, axis: 1)
    let seen = AttentiveOutput(
      scope.scope("output"), states: encoder.outputSize, queries: hidden
    )(context: memory(queries).context, hidden: queries)
    let readout = Dense(scope.scope("readout"), inputs: hidden, outputs: Sums.symbols)
    return readout(seen.permuted([1, 0, 2]).reshaped([sums.answerSteps * count, hidden]))
  }

  func loss(_ scope: ParameterScope, _ inputs: StepInputs<Sums.Batch>) -> Tensor {
    let steps = (question: sums.questionSteps, answer: sums.answerSteps)
    let questions = inputs.declare("questions", [steps.question * count], \.questions)
    let answers = inputs.declare("answers", [steps.answer * count], \.answers)
    let begin = questions.filled(Float(Sums.begin), [count])
    let before = concat(
      [begin, answers.slice(axis: 0, start: 0, count: (steps.answer - 1) * count)], axis: 0)
    return crossEntropy(
      logits(scope, questions: questions, before: before, count: count), labels: answers)
  }

  private func layer(_ scope: ParameterScope, _ name: String) -> RecurrentLayer {
    RecurrentLayer(LSTM(scope.scope(name), inputs: 16, hidden: hidden))
  }
}
