import ForeframeGraphCompiler
import ForeframeTensorGraph
import ForeframeTraining
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Loss and scores over classes, against values computed by hand.
@Suite struct ClassScoreTests {
  /// Probabilities 1/8, 1/4, 5/8 and 1/4, 1/4, 1/2.
  private static let logits = [log(1.0), log(2.0), log(5.0), log(4.0), log(4.0), log(8.0)]
  private static let labels = [2.0, 0.0]
  private static let expected = (log(1.6) + log(4.0)) / 2

  /// The loss, and its gradient by the logits as the step that momentum without memory takes.
  private func evaluate(
    _ logits: [Double], weight: [Double]? = nil
  ) throws -> (loss: Double, gradient: [Double]) {
    let graph = GraphBuilder()
    let x = graph.parameter("x", [2, 3])
    let labels = graph.input("labels", [2])
    let loss = crossEntropy(
      x, labels: labels, weight: weight == nil ? nil : graph.input("weight", [2]))
    graph.output("loss", loss)
    graph.output("gradient", loss.gradients([x])[0])
    var inputs = ["labels": Self.labels]
    inputs["weight"] = weight
    let result = ReferenceEvaluator(graph.graph()).run(
      parameters: ["x": logits], inputs: inputs)
    return (
      try #require(result.outputs["loss"]).elements[0],
      try #require(result.outputs["gradient"]).elements
    )
  }

  @Test func crossEntropyIsTheMeanOfTheLogarithms() throws {
    let (loss, gradient) = try evaluate(Self.logits)
    #expect(abs(loss - Self.expected) < 1e-12)
    // (softmax - one-hot) / 2
    let byHand = [0.125, 0.25, -0.375, -0.75, 0.25, 0.5].map { $0 / 2 }
    #expect(zip(gradient, byHand).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func largeLogitsDoNotOverflow() throws {
    let (loss, gradient) = try evaluate(Self.logits.map { $0 + 1e4 })
    #expect(abs(loss - Self.expected) < 1e-9)
    #expect(gradient.allSatisfy { $0.isFinite })
    #expect(abs(try evaluate([-2000, 0, 2000, 0, 0, 0]).loss - log(3.0) / 2) < 1e-12)
    #expect(abs(try evaluate([2000, 0, 0, 0, 0, 0]).loss - (2000 + log(3.0)) / 2) < 1e-9)
  }

  @Test func rowsWithoutWeightDoNotCount() throws {
    let (loss, gradient) = try evaluate(Self.logits, weight: [0, 1])
    #expect(abs(loss - log(4.0)) < 1e-12)
    #expect(gradient[..<3].allSatisfy { $0 == 0 })
    #expect(try evaluate(Self.logits, weight: [0, 0]).loss == 0)
  }

  @Test func accuracyAndPerplexity() throws {
    var scores = ClassScores()
    #expect(scores.accuracy == nil && scores.perplexity == nil)
    let logits = Self.logits.map { Float($0) }
    scores.add(logits: logits, labels: [2, 0], classes: 3)
    #expect(scores.accuracy == 0.5)
    #expect(abs(try #require(scores.crossEntropy) - Self.expected) < 1e-6)
    // sqrt(1.6 * 4)
    #expect(abs(try #require(scores.perplexity) - 2.529822) < 1e-5)
    // Padding does not count; batches add up.
    scores.add(logits: logits, labels: [2, -1], classes: 3)
    #expect(scores.count == 3)
    #expect(abs(try #require(scores.accuracy) - 2.0 / 3) < 1e-12)
    var uniform = ClassScores()
    uniform.add(logits: [0, 0, 0, 0], labels: [3], classes: 4)
    #expect(abs(try #require(uniform.perplexity) - 4) < 1e-12)
    #expect(uniform.accuracy == 0)
  }
}
