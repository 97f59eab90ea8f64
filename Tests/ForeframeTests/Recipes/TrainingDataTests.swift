import ForeframeFiles
import Foreframe
import ForeframeFrames
import Testing

@Suite struct TrainingDataTests {
  func recipe(_ data: String, batch: Int = 2) throws -> Recipe {
    let value = try YAMLText.parse(
      """
      model: {layers: [{channels: 4, kernel: 3}], patch: 4}
      data: \(data)
      training: {steps: 5, batch: \(batch), validation_cases: 3}
      """)
    return try Recipe(value, file: "test")
  }

  /// A folder of sequences; removed by the caller.
  func digits(_ lengths: [Int]) throws -> String {
    let folder = try FileSystem.makeTemporaryDirectory("data")
    for (index, length) in lengths.enumerated() {
      try MovingDigits(seed: 7, frameCount: length, size: 30)
        .write(index, to: FileSystem.join(folder, "sequence_\(index)"))
    }
    return folder
  }

  @Test func syntheticBatchesDependOnTheirNumberAlone() throws {
    let recipe = try recipe("{synthetic: moving-digits, inputs: 2, horizon: 3}")
    let data = try TrainingData.open(recipe)
    let batch = try data.batch(3)
    #expect(batch.steps == 5)
    #expect(batch.count == 2)
    #expect(try TrainingData.open(recipe).batch(3) == batch)
    #expect(try data.batch(4) != batch)
    #expect(try data.validation(0) != (try data.batch(0)))
    #expect(try data.validation(1).validCount == 1)
    #expect(data.validationBatches == 2)
    let source = MovingDigits(seed: 1, frameCount: 5)
    let sequence = source.samples(of: 7)
    let pixels = 64 * 64
    // Sequence 7 is the second of batch 3.
    #expect(
      (0..<pixels).allSatisfy {
        batch.values[(2 * 2 + 1) * pixels + $0] == Float(sequence[2 * pixels + $0]) / 255
      })
  }

  @Test func fingerprintsTellDataApart() throws {
    let texts = [
      "{synthetic: moving-digits, inputs: 2, horizon: 3}",
      "{synthetic: moving-digits, seed: 2, inputs: 2, horizon: 3}",
      "{synthetic: moving-digits, height: 32, width: 32, inputs: 2, horizon: 3}",
      "{synthetic: clouds, height: 64, width: 64, inputs: 2, horizon: 3}",
    ]
    let prints = try texts.map { try TrainingData.open(try recipe($0)).fingerprint }
    #expect(Set(prints).count == prints.count)
    #expect(prints.allSatisfy { $0.count == 16 })
  }

  @Test func fingerprintOfAFolderSeesEveryByte() throws {
    let folder = try digits([12, 12])
    defer { try? FileSystem.removeTree(folder) }
    let recipe = try recipe("{path: \(folder), fractions: [0.5, 0.5, 0], inputs: 2, horizon: 2}")
    let before = try TrainingData.open(recipe)
    #expect(try TrainingData.open(recipe).fingerprint == before.fingerprint)
    #expect(before.hasMask, "30 pixels are padded to 32")
    #expect(before.size == FrameSize(height: 32, width: 32))
    let path = FileSystem.join(folder, "sequence_0/frame_0003.png")
    var frame = try PNGCodec.read(path: path)
    frame.samples[5] = 200
    try PNGCodec.write(frame, to: path)
    #expect(try TrainingData.open(recipe).fingerprint != before.fingerprint)
  }

  /// Whatever part of the data they would have been in.
  @Test(arguments: ["fractions: [1, 0, 0], ", ""])
  func sequencesThatAreTooShortAreNamed(_ division: String) throws {
    let folder = try digits([12, 9])
    defer { try? FileSystem.removeTree(folder) }
    let recipe = try recipe("{path: \(folder), \(division)held_out: 0, inputs: 3, horizon: 3}")
    #expect(try TrainingData.open(recipe).warnings.isEmpty)
    try FileSystem.remove(FileSystem.join(folder, "sequence_1/frame_0005.png"))
    let warnings = try TrainingData.open(recipe).warnings
    #expect(warnings.count == 1)
    #expect(
      warnings.first?.hasPrefix(
        "8 of 20 frames are in no window: of 3 sequences 2 have fewer than the 6 frames of a window "
          + "(sequence_1/frame_0000: 5, sequence_1/frame_0006: 3); ") == true, "\(warnings)")
  }

  @Test func framesAreHeldOutAtTheEnd() throws {
    let folder = try digits([20])
    defer { try? FileSystem.removeTree(folder) }
    let recipe = try recipe(
      "{path: \(folder), fractions: [1, 0, 0], held_out: 0.3, inputs: 2, horizon: 2}", batch: 1)
    let data = try TrainingData.open(recipe)
    // 14 frames make 11 windows; 6 make 3.
    #expect(data.batchesPerEpoch == 11)
    #expect(data.validationCases == 3)
    let all = try FrameSequence.scan(FileSystem.join(folder, "sequence_0"), pattern: nil).last
    let first = try data.validation(0)
    let frame = try all.read(14)
    #expect(first.image(step: 0, window: 0).values[40] == Float(frame.samples[30 + 8]) / 255)
  }

  /// Between the parts of a sequence nothing is used.
  @Test func gapsAreLeftOut() throws {
    let folder = try digits([30])
    defer { try? FileSystem.removeTree(folder) }
    let held = try TrainingData.open(
      try recipe(
        "{path: \(folder), fractions: [1, 0, 0], held_out: 0.3, gap: 4, inputs: 2, horizon: 2}",
        batch: 1))
    // 30 - 9 - 4 = 17 frames make 14 windows.
    #expect(held.batchesPerEpoch == 14)
    let all = try FrameSequence.scan(FileSystem.join(folder, "sequence_0"), pattern: nil).last
    let frame = try all.read(21)
    #expect(
      try held.validation(0).image(step: 0, window: 0).values[40]
        == Float(frame.samples[30 + 8]) / 255)
    #expect(held.summary.contains { $0.contains("4 frames before them are left out") })
    let parts = try TrainingData.open(
      try recipe(
        "{path: \(folder), split: time, fractions: [0.5, 0.3, 0.2], gap: 4, inputs: 2, horizon: 2}",
        batch: 1))
    // 15 frames make 12 windows; 9 without the first 4 make 2.
    #expect(parts.batchesPerEpoch == 12 && parts.validationCases == 2)
    // Six digits for each frame that is unlike the others; what is left out is known, too.
    func hashes(_ frames: some Sequence<Int>) throws -> Int {
      6 * Set(try frames.map { try FileSystem.read(all.path($0)) }).count
    }
    #expect(try held.seen?.text.count == hashes(0..<30))
    #expect(try held.heldOut?.text.count == hashes(21..<30))
    #expect(try parts.seen?.text.count == hashes(0..<28))
    #expect(try parts.heldOut?.text.count == hashes(19..<24))
  }

  @Test func channelsMustFit() throws {
    let folder = try digits([12])
    defer { try? FileSystem.removeTree(folder) }
    var recipe = try recipe("{path: \(folder), fractions: [1, 0, 0], inputs: 2, horizon: 2}")
    recipe.hasGivenChannels = true
    recipe.model.frameChannels = 3
    #expect(throws: RecipeError.self) { try TrainingData.open(recipe) }
  }

  @Test func aFolderIsNeeded() throws {
    let recipe = try recipe("{inputs: 2, horizon: 2}")
    #expect(throws: RecipeError.self) { try TrainingData.open(recipe) }
  }

  @Test func sequencesThatAreTooShort() throws {
    let folder = try digits([3])
    defer { try? FileSystem.removeTree(folder) }
    let recipe = try recipe("{path: \(folder), fractions: [1, 0, 0], inputs: 2, horizon: 2}")
    #expect(throws: FrameError.self) { try TrainingData.open(recipe) }
  }

  @Test func augmentedWindowsAreTheSameSeenInAnotherWay() throws {
    let folder = try digits([12])
    defer { try? FileSystem.removeTree(folder) }
    let text = "path: \(folder), fractions: [1, 0, 0], inputs: 2, horizon: 2, crop: [24, 24]"
    let plain = try TrainingData.open(try recipe("{\(text)}"))
    for augment in ["mirrored", "turned"] {
      let recipe = try recipe("{\(text), augment: \(augment)}")
      let varied = try TrainingData.open(recipe)
      var differing = 0
      for number in 0..<12 {
        let (a, b) = (try plain.batch(number), try varied.batch(number))
        #expect(a.values.sorted() == b.values.sorted())
        #expect(try TrainingData.open(recipe).batch(number) == b)
        if a != b { differing += 1 }
      }
      #expect(differing > 6)
      #expect(try plain.validation(0) == (try varied.validation(0)))
    }
    let wide = try recipe("{\(text.replacing("[24, 24]", with: "[24, 20]")), augment: turned}")
    #expect(throws: RecipeError.self) { try TrainingData.open(wide) }
  }
}
