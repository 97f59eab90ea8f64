import ForeframeFiles
import ForeframeRecurrent
import ForeframeTraining
import TestSupport
import Testing

/// Checkpoints and models with numbers that cannot be.
@Suite struct CheckpointLimitTests {
  private let folder: TemporaryFolder
  private let model: ModelFile

  init() throws {
    folder = try TemporaryFolder()
    let description = try ModelDescription(json: ["layers": [["channels": 1, "kernel": 1]]])
    model = ModelFile(
      description: description, minimum: 0, maximum: 255, inputs: 2, horizon: 2,
      weights: description.parameters.map {
        Weight(name: $0.name, shape: $0.shape, values: [Float](repeating: 0, count: $0.shape.count))
      })
  }

  private func write(_ change: (inout TrainingProgress) -> Void) throws {
    var progress = TrainingProgress()
    progress.step = 5
    change(&progress)
    try Checkpoint(
      model, progress: progress, configuration: "{}", dataFingerprint: "x", optimiserState: []
    ).write(to: folder("c"))
  }

  @Test func goodProgressIsRead() throws {
    try write { $0.bestStep = 5 }
    #expect(try Checkpoint.read(folder("c")).progress.step == 5)
    #expect(try Checkpoint.read(folder("c")).progress.defect(ofSteps: 5) == nil)
    #expect(try Checkpoint.read(folder("c")).progress.defect(ofSteps: 4) != nil)
  }

  @Test func badProgressIsRefused() throws {
    let changes: [(inout TrainingProgress) -> Void] = [
      { $0.step = -1 }, { $0.step = .max }, { $0.bestStep = 6 }, { $0.bestStep = .min },
      { $0.validatedStep = .max }, { $0.validationsSinceBest = -3 },
    ]
    for change in changes {
      try write(change)
      #expect(throws: ModelError.self) { try Checkpoint.read(folder("c")) }
    }
  }

  @Test(arguments: [
    "{\"minimum\": 5, \"maximum\": 5.0000000001}", "{\"minimum\": -3e38, \"maximum\": 3e38}",
    "{\"minimum\": 0, \"maximum\": 1e300}", "{\"minimum\": 0, \"maximum\": 1e-40}", "5", "{}",
  ])
  func rangesThatAreNone(_ range: String) throws {
    let metadata = model.metadata.map { ($0.key, $0.key == "normalisation" ? range : $0.value) }
    try SafetensorsFile.write(model.weights, metadata: metadata, to: folder("m"))
    let error = #expect(throws: ModelError.self) { try ModelFile.read(folder("m")) }
    guard case .badDescription = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func multiplyAddsOfLargeFramesDoNotOverflow() throws {
    let large = try ModelDescription(
      json: ["layers": [["channels": 65_536, "kernel": 31]], "channels": 4096])
    #expect(
      large.multiplyAdds(inputs: 10_000, horizon: 10_000, height: 65_536, width: 65_536) == .max)
    // From three small graphs; the same as from the whole one.
    for json: JSON in [
      ["layers": [["channels": 3], ["channels": 2]], "patch": 2],
      ["architecture": "encoder-forecaster", "layers": [["channels": 3], ["channels": 2]]],
    ] {
      let small = try ModelDescription(json: json)
      func whole(_ network: some FrameNetwork) -> Int {
        network.multiplyAdds(inputs: 7, horizon: 5, height: 8, width: 6)
      }
      #expect(small.multiplyAdds(inputs: 7, horizon: 5, height: 8, width: 6) == whole(small))
    }
  }
}
