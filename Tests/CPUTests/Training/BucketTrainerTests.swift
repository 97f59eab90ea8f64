import ForeframeCPUBackend
import ForeframeFiles
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining
import Testing

/// One network trained on batches of several lengths.
@Suite struct BucketTrainerTests {
  /// Says of a sequence of numbers whether their sum is positive, reading both ways.
  private struct SignTask: TrainingTask {
    struct Batch: Sendable {
      /// [T, N], lengths [N], and 1 or 0 [N].
      var values: [Float]
      var lengths: [Float]
      var labels: [Float]
    }

    var steps: Int
    static let count = 8

    func loss(_ scope: ParameterScope, _ inputs: StepInputs<Batch>) -> Tensor {
      let values = inputs.declare("values", [steps * Self.count, 1], \.values)
      let lengths = inputs.declare("lengths", [Self.count], \.lengths)
      let labels = inputs.declare("labels", [Self.count], \.labels)
      let layer = Bidirectional(
        forward: RecurrentLayer(GRU(scope.scope("forward"), inputs: 1, hidden: 6)),
        backward: RecurrentLayer(GRU(scope.scope("backward"), inputs: 1, hidden: 6)))
      let timeSteps = values.chunks(steps, axis: 0)
      let mask = SequenceMask(lengths: lengths, steps: steps)
      let result = layer.run(timeSteps, state: layer.zeroState(like: timeSteps[0]), within: mask)
      let readout = Dense(scope.scope("readout"), inputs: 12, outputs: 2)
      return crossEntropy(readout(mask.mean(result.outputs)), labels: labels)
    }

    /// Sequences of at most `longest` numbers; the padding is nonsense that must not count.
    static func batch(_ number: Int, longest: Int, paddedTo steps: Int) -> Batch {
      var random = SeededRandom(seed: 3, stream: UInt64(number))
      let lengths = (0..<count).map { _ in 1 + random.below(longest) }
      var values = [Float](repeating: 777, count: steps * count)
      var labels: [Float] = []
      for (text, length) in lengths.enumerated() {
        var sum: Float = 0
        for time in 0..<length {
          let value = Float(random.uniform(-1...1))
          values[time * count + text] = value
          sum += value
        }
        labels.append(sum > 0 ? 1 : 0)
      }
      return Batch(values: values, lengths: lengths.map(Float.init), labels: labels)
    }
  }

  /// Padding to a bucket's length or to the longest of all gives the same weights.
  @Test func paddingDoesNotCount() throws {
    let plan = TrainingPlan(steps: 20, peakRate: 1e-2)
    let backend = try CPUBackend(threads: 1)
    let buckets = BucketTrainer(plan, on: backend) { SignTask(steps: $0) }
    let whole = try Trainer(SignTask(steps: 9), plan, on: backend)
    for step in 0..<20 {
      let length = [3, 5, 9][step % 3]
      let report = try buckets.step(
        SignTask.batch(step, longest: length, paddedTo: length), steps: length)
      let other = try whole.step(SignTask.batch(step, longest: length, paddedTo: 9))
      #expect(report.step == step + 1)
      #expect(abs(report.loss - other.loss) < 1e-4, "step \(step)")
    }
    #expect(buckets.lengths == [3, 5, 9])
    let weights = try #require(buckets.last).weights()
    for (found, expected) in zip(weights, try whole.weights()) {
      for (a, b) in zip(found.values, expected.values) {
        #expect(abs(a - b) < 1e-3, "\(found.name)")
      }
    }
  }

  @Test func itLearns() throws {
    let buckets = BucketTrainer(
      TrainingPlan(steps: 300, peakRate: 2e-2), on: try CPUBackend(threads: 1)
    ) { SignTask(steps: $0) }
    let losses = try (0..<300).map { step in
      let length = step % 2 == 0 ? 4 : 8
      return try buckets.step(
        SignTask.batch(step, longest: length, paddedTo: length), steps: length
      ).loss
    }
    let (first, last) = (losses.prefix(20).reduce(0, +) / 20, losses.suffix(20).reduce(0, +) / 20)
    #expect(last < 0.5 * first, "\(first) to \(last)")
  }
}
