import Foreframe
import ForeframeFrames
import Testing

/// Frames at the scale of a model's training.
@Suite struct FrameReductionTests {
  @Test func blocksOfTheMiddleBecomePixels() throws {
    // 7x5 to 3x2: blocks of 2, one column and one row are left over.
    let format = FrameFormat(width: 7, height: 5, bitDepth: 16)
    var frame = Frame(format: format)
    for y in 0..<5 { for x in 0..<7 { frame[y, x] = UInt16(100 * y + 10 * x) } }
    let reduction = try #require(
      FrameReduction(
        of: FrameSize(height: 5, width: 7), to: FrameSize(height: 2, width: 3)))
    #expect(reduction.block == 2 && reduction.top == 0 && reduction.left == 0)
    let small = reduction.apply(frame)
    #expect(small.format.width == 3 && small.format.height == 2 && small.format.bitDepth == 16)
    #expect(small.samples == [55, 75, 95, 255, 275, 295])
  }

  @Test func missingPixelsAreLeftOut() throws {
    let size = FrameSize(height: 2, width: 4)
    let reduction = try #require(
      FrameReduction(of: size, to: FrameSize(height: 1, width: 2), noData: 9))
    let grey = Frame(
      format: FrameFormat(width: 4, height: 2), samples: [10, 20, 9, 9, 30, 9, 9, 50])
    // Half of the first block and more is observed, of the second a quarter.
    #expect(reduction.apply(grey).samples == [20, 9])
    let alpha = Frame(
      format: FrameFormat(width: 4, height: 2, colourType: .greyAlpha),
      samples: [10, 255, 20, 255, 7, 0, 7, 0, 30, 255, 40, 255, 7, 0, 50, 255])
    let small = reduction.apply(alpha)
    #expect(small.samples[0...1] == [25, 255] && small.samples[3] == 0)
  }

  @Test func smallerFramesCannotBeReduced() {
    #expect(
      FrameReduction(of: FrameSize(height: 9, width: 20), to: FrameSize(height: 10, width: 10))
        == nil)
    let model = FramesProvenance(
      stored: FrameSize(height: 40, width: 40), reduced: FrameSize(height: 10, width: 10),
      channels: 1)
    let scale = FrameScale.asTrained
    #expect(scale.target(of: FrameSize(height: 35, width: 20), for: model) == model.reduced)
    #expect(scale.target(of: FrameSize(height: 9, width: 20), for: model) == nil)
    #expect(scale.target(of: FrameSize(height: 10, width: 10), for: model) == nil)
    #expect(scale.target(of: FrameSize(height: 35, width: 20), for: nil) == nil)
    #expect(FrameScale.full.target(of: FrameSize(height: 35, width: 20), for: model) == nil)
  }

  @Test func worldFilesSayTheSamePlace() throws {
    let reduction = try #require(
      FrameReduction(
        of: FrameSize(height: 10, width: 14), to: FrameSize(height: 3, width: 4)))
    #expect(reduction.block == 3 && reduction.left == 1 && reduction.top == 0)
    func reduced(_ text: String) -> String? {
      FrameSequence.WorldFile(pathExtension: "pgw", bytes: Array(text.utf8)).reduced(reduction)
        .map { String(decoding: $0.bytes, as: UTF8.self) }
    }
    // The middle of the first block is two columns and one row from the first pixel's.
    #expect(reduced("10\n0\n0\n-10\n500\n900\n") == "30.0\n0.0\n0.0\n-30.0\n520.0\n890.0\n")
    #expect(reduced("10\n0\n0\n-10\n500\n") == nil)
    #expect(reduced("no\nworld\nfile\n") == nil)
  }
}
