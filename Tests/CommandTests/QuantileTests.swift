import ForeframeFiles
import ForeframeFrames
import ForeframeOperationTable
import ForeframeRecurrent
import ForeframeTraining
import Testing

/// `predict --quantiles` and what `evaluate` says of quantiles.
@Suite struct QuantileTests {
  /// A model of any weights, with quantiles.
  private static func model(in place: Workplace) throws -> String {
    var network = ConvolutionalNetwork(
      layers: [.init(channels: 3, inputKernel: 3, stateKernel: 3)],
      frames: FrameInterface(patch: 2, quantiles: [0.1, 0.5, 0.975]))
    network.isResidual = true
    let description = ModelDescription.autoregressive(AutoregressiveDescription(network))
    let weights = description.parameters.enumerated().map { place, parameter in
      Weight(
        name: parameter.name, shape: parameter.shape,
        values: Formula.values(parameter.shape.count, seed: place, in: -0.3...0.3))
    }
    let path = place("model.safetensors")
    try ModelFile(
      description: description, minimum: 0, maximum: 255, inputs: 3, horizon: 2, weights: weights
    ).write(to: path)
    return path
  }

  @Test func predictWritesAFolderForEach() throws {
    let place = try Workplace()
    // A side that the patches do not divide, and 16 bits.
    let input = try place.sequence(
      count: 6, format: FrameFormat(width: 11, height: 10, bitDepth: 16))
    let model = try Self.model(in: place)
    let outcome = try Command.run(
      ["predict", input, "-m", model, "-o", place("out"), "--quantiles", "--no-hindcast", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    let names = ["frame_006.png", "frame_007.png"]
    #expect(try place.list("out") == names + ["quantile_0.1", "quantile_0.5", "quantile_0.975"])
    let folders = ["quantile_0.1", "quantile_0.5", "quantile_0.975"]
    let paths = folders.flatMap { folder in names.map { place("out/\(folder)/\($0)") } }
    #expect(outcome.json["quantiles"]?.array?.compactMap(\.string) == paths)
    for name in names {
      let frames = try folders.map { try PNGCodec.read(path: place("out/\($0)/\(name)")) }
      #expect(frames.allSatisfy { $0.format.bitDepth == 16 && $0.format.width == 11 })
      for (lower, upper) in zip(frames, frames.dropFirst()) {
        #expect(zip(lower.samples, upper.samples).allSatisfy { $0 <= $1 })
        #expect(lower.samples != upper.samples)
      }
    }
  }

  @Test func aModelWithoutThemIsRefused() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 4)
    let golden = "\(Command.root)/Tests/Golden/model-convlstm.safetensors"
    for model in [golden, "persistence"] {
      let outcome = try Command.run(
        ["predict", input, "-m", model, "-o", place("out"), "--quantiles", "--no-hindcast"])
      #expect(outcome.status == 64, "\(outcome)")
      #expect(outcome.messages.contains("forecasts no quantiles"))
      #expect(!FileSystem.exists(place("out")))
    }
  }

  @Test func evaluateScoresThem() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 12)
    let model = try Self.model(in: place)
    let arguments = [
      "evaluate", input, "-m", model, "--split", "all", "--baselines", "persistence",
    ]
    let outcome = try Command.run(arguments + ["--json", "--report", place("report")])
    #expect(outcome.status == 0, "\(outcome)")
    let quantiles = outcome.json["quantiles"]?[0]
    #expect(quantiles?["levels"] == [0.1, 0.5, 0.975])
    #expect(try #require(quantiles?["crps"]?.double) > 0)
    #expect(quantiles?["crps_by_lead"]?.array?.count == 2)
    let shares = quantiles?["frequencies"]?.array ?? []
    let frequencies = shares.compactMap(\.double)
    #expect(frequencies.count == 3 && frequencies == frequencies.sorted())
    let page = try FileSystem.readText(place("report/report.html"))
    #expect(page.contains("how often the truth is below each quantile"))
    let text = try Command.run(arguments)
    #expect(text.output.contains("CRPS") && text.output.contains("97.5 %"), "\(text)")
    // A model without quantiles has no such part.
    let golden = "\(Command.root)/Tests/Golden/model-convlstm.safetensors"
    let plain = try Command.run(
      [
        "evaluate", input, "-m", golden, "--baselines", "persistence", "--split", "all", "-n", "2",
        "--json",
      ])
    #expect(plain.status == 0 && plain.json["quantiles"] == nil, "\(plain)")
  }
}
