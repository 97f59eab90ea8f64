import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining
import Testing

/// Losses of whole frames: the score of the same name, missing pixels, patches.
@Suite struct ImageLossTests {
  private static let shape: Shape = [2, 9, 11, 1]
  private static let losses: [Loss] = [
    .meanSquared, .structuralSimilarity, .gradientDifference(.absolute),
    .gradientDifference(.squared), .fourier(CorrelationSchedule()),
    .balancedSquared(IntensityWeights(thresholds: [0.5], weights: [1, 4])),
    .balancedAbsolute(IntensityWeights(thresholds: [0.5], weights: [1, 4])),
    .mixture([LossTerm(1, .meanAbsolute), LossTerm(0.5, .structuralSimilarity)]),
  ]

  /// The loss, and its gradient for the prediction.
  private func value(
    _ loss: Loss, _ prediction: [Float], _ target: [Float], weight: [Float]?
  ) throws -> (loss: Double, gradient: [Double]) {
    let graph = GraphBuilder()
    let p = graph.input("p", Self.shape)
    let result = loss(
      p, graph.input("t", Self.shape),
      weight: weight.map { _ in graph.input("w", Self.shape) },
      correlation: graph.constant(0.5, [1]))
    graph.output("loss", result)
    graph.output("gradient", result.gradients([p])[0])
    var inputs = ["p": prediction.map(Double.init), "t": target.map(Double.init)]
    inputs["w"] = weight?.map(Double.init)
    let run = ReferenceEvaluator(graph.graph()).run(parameters: [:], inputs: inputs)
    return (
      try #require(run.outputs["loss"]).elements[0], try #require(run.outputs["gradient"]).elements
    )
  }

  private static func values(_ seed: Int) -> [Float] {
    Formula.values(shape.count, seed: seed, in: 0...1)
  }

  /// A corner of the first frame, a row of the second.
  private static let mask: [Float] = (0..<shape.count).map { place in
    let (frame, row, column) = (place / 99, place % 99 / 11, place % 11)
    return frame == 0 && row < 2 && column < 3 || frame == 1 && row == 8 ? 0 : 1
  }

  @Test func similarityIsThatOfTheScore() throws {
    let (p, t) = (Self.values(1), Self.values(2))
    for mask in [nil, Self.mask] {
      let loss = try value(.structuralSimilarity, p, t, weight: mask).loss
      let counts = [0, 1].map { frame in
        (0..<3 * 5).count { window in
          (0..<49).allSatisfy { pixel in
            let (row, column) = (window / 5 + pixel / 7, window % 5 + pixel % 7)
            return (mask?[frame * 99 + row * 11 + column] ?? 1) == 1
          }
        }
      }
      let scores = [0, 1].map { frame in
        let part = frame * 99..<(frame + 1) * 99
        return StructuralSimilarity().mean(
          Array(p[part]), Array(t[part]), height: 9, width: 11, mask: mask.map { Array($0[part]) })
      }
      let sum = zip(scores, counts).reduce(0) { $0 + ($1.0 ?? 0) * Double($1.1) }
      #expect(abs(1 - sum / Double(counts.reduce(0, +)) - loss) < 1e-6)
    }
  }

  /// What is predicted, and what stands, where nothing was observed changes nothing.
  @Test(arguments: losses)
  func missingPixelsDoNotCount(_ loss: Loss) throws {
    let (p, t) = (Self.values(1), Self.values(2))
    let known = try value(loss, p, t, weight: Self.mask)
    func spoilt(_ values: [Float]) -> [Float] {
      zip(values, Self.mask).map { $1 == 0 ? 0.77 : $0 }
    }
    let other = try value(loss, spoilt(p), spoilt(t), weight: Self.mask)
    #expect(abs(known.loss - other.loss) < 1e-12)
    for (place, gradient) in known.gradient.enumerated() where Self.mask[place] == 0 {
      #expect(gradient == 0)
    }
    #expect(known.loss.isFinite)
    #expect(try value(loss, p, t, weight: nil).loss != known.loss)
    // Nothing observed at all: no error, and a gradient that does no harm.
    let nothing = try value(loss, p, t, weight: Self.mask.map { _ in 0 })
    #expect(nothing.gradient.allSatisfy { $0 == 0 } && nothing.loss.isFinite)
  }

  /// A frame of one value has amplitudes, windows and slopes without a derivative.
  @Test(arguments: losses)
  func darkFramesHaveFiniteGradients(_ loss: Loss) throws {
    let dark = [Float](repeating: 0, count: Self.shape.count)
    for (p, t) in [(dark, dark), (dark, Self.values(2)), (Self.values(1), dark)] {
      let found = try value(loss, p, t, weight: nil)
      #expect(found.loss.isFinite && found.gradient.allSatisfy(\.isFinite))
    }
  }

  /// A network that reads patches has the loss of the frames that they are cut from.
  @Test func patchesArePutTogether() throws {
    func loss(_ loss: Loss, patch: Int) throws -> Double {
      let network = ModelDescription(
        architecture: .autoregressive, cell: .convLSTM,
        layers: [.init(channels: 2, inputKernel: 1, stateKernel: 1)], patch: patch)
      let task = FrameTask(
        network, SequenceShape(inputs: 1, horizon: 1, batch: 1, height: 8, width: 8), loss: loss)
      let graph = TaskGraph.validation(task).network.graph
      var parameters: [String: [Double]] = [:]
      for node in graph.nodes {
        // Without weights every prediction is 0.
        if case .parameter(let name) = node.op {
          parameters[name] = [Double](repeating: 0, count: node.shape.count)
        }
      }
      let run = ReferenceEvaluator(graph).run(
        parameters: parameters,
        inputs: [
          "frames": Formula.values(128, seed: 5, in: 0...1).map(Double.init),
          "loss.correlation": [0],
        ])
      return try #require(run.outputs["loss"]).elements[0]
    }
    for one in Self.losses {
      let (whole, cut) = (try loss(one, patch: 1), try loss(one, patch: 2))
      #expect(abs(whole - cut) < 1e-9, "\(one)")
    }
  }
}
