import Foreframe
import ForeframeFiles
import ForeframeFrames
import ForeframeRecurrent
import ForeframeTraining
import Testing

/// Whether frames are like those that a model was trained on.
@Suite struct FrameFitTests {
  private static let size = FrameSize(height: 120, width: 160)
  private static let content = FrameContent(low: 0, high: 0.8, change: 0.1)
  private static let model = FramesProvenance(
    stored: size, cadence: "5 min", channels: 1, content: content)

  private func warnings(
    _ model: FramesProvenance = model, _ size: FrameSize = size, _ cadence: String? = "5 min",
    _ content: FrameContent? = content
  ) -> [String] {
    FrameFit(
      model, size: size, cadence: cadence, content: content, scaling: SampleScaling(bitDepth: 8)
    ).warnings
  }

  @Test func framesLikeThoseOfTrainingAreNotSpokenOf() {
    #expect(warnings().isEmpty)
    // Less than half as large again, and the same time in other words.
    #expect(warnings(Self.model, FrameSize(height: 170, width: 110), "300 s").isEmpty)
    #expect(warnings(Self.model, Self.size, nil, nil).isEmpty)
    #expect(warnings(Self.model, Self.size, "1 frame").isEmpty)
  }

  @Test(arguments: [
    (FrameSize(height: 120, width: 250), "5 min", 0.0, 0.8, 0.1, "250x120"),
    (FrameSize(height: 70, width: 160), "5 min", 0.0, 0.8, 0.1, "160x70"),
    (size, "10 min", 0.0, 0.8, 0.1, "10 min apart"),
    (size, "2 min", 0.0, 0.8, 0.1, "2 min apart"),
    (size, "1 h", 0.0, 0.8, 0.1, "1 h apart"),
    (size, "5 min", 0.0, 0.3, 0.1, "from 0 to 77"),
    // As long a range, elsewhere.
    (size, "5 min", 0.8, 1.6, 0.1, "from 204 to 408"),
    (size, "5 min", 0.0, 0.8, 0.9, "9.0 times"),
    (size, "5 min", 0.0, 0.8, 0.01, "10 %"),
  ])
  func whatDiffersIsSaid(
    _ size: FrameSize, _ cadence: String, _ low: Double, _ high: Double, _ change: Double,
    _ words: String
  ) {
    let found = warnings(
      Self.model, size, cadence, FrameContent(low: low, high: high, change: change))
    #expect(found.count == 1 && found[0].contains(words), "\(found)")
  }

  @Test func theScaleOfAReductionCounts() {
    var model = Self.model
    model.stored = FrameSize(height: 640, width: 710)
    model.reduced = Self.size
    #expect(warnings(model).isEmpty)
    #expect(warnings(model, FrameSize(height: 640, width: 710)).count == 1)
  }

  @Test func contentIsMeasuredWhereSomethingWasObserved() throws {
    func image(_ values: [Float], _ mask: [Float]? = nil) -> FrameImage {
      FrameImage(height: 1, width: 2, channels: 1, values: values, mask: mask)
    }
    var content = FrameContent()
    #expect(content.isEmpty && content.change == nil)
    content.add(FrameBatch(windows: [[image([0.25, 0.5]), image([0.5, 9], [1, 0])]]))
    #expect(content.low == 0.25 && content.high == 0.5)
    #expect(content.change == 0.25)
  }

  @Test func aModelFileKeepsIt() throws {
    func file(_ notes: [(key: String, value: String)]) throws -> ModelFile {
      let network = try ModelDescription(json: ["layers": [["channels": 4]]])
      return ModelFile(
        description: network, minimum: 0, maximum: 255, inputs: 2, horizon: 2, weights: [],
        notes: notes)
    }
    var whole = Self.model
    whole.reduced = FrameSize(height: 60, width: 80)
    whole.crop = FrameSize(height: 32, width: 32)
    #expect(try FramesProvenance(file([("frames", whole.json.text())])) == whole)
    // Files of version 0.1.0 have two notes; files of others have nothing, or something else.
    #expect(
      try FramesProvenance(file([("frame_size", "160x120"), ("cadence", "5 min")]))
        == FramesProvenance(stored: Self.size, cadence: "5 min", channels: 1))
    for notes in [[], [("frames", "[]")], [("frames", "{")], [("frame_size", "large")]] {
      #expect(try FramesProvenance(file(notes)) == nil)
    }
    let partial = try FramesProvenance(
      file([("frames", #"{"stored": "9x8", "channels": 3, "content": {"low": 1}}"#)]))
    #expect(
      partial == FramesProvenance(stored: FrameSize(height: 8, width: 9), channels: 3))
  }
}
