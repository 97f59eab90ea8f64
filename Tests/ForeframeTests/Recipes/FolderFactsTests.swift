import Foreframe
import ForeframeFiles
import ForeframeFrames
import TestSupport
import Testing

/// What is found in folders of made frames.
@Suite struct FolderFactsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A texture that moves by some columns from frame to frame, 0 to 255.
  private func write(
    _ name: String, _ minutes: [Int], columns: Int, format: FrameFormat? = nil
  ) throws {
    let format = format ?? FrameFormat(width: 64, height: 48)
    try FileSystem.makeDirectories(folder(name))
    for minute in minutes {
      var frame = Frame(format: format, repeating: 0)
      for y in 0..<format.height {
        for x in 0..<format.width {
          let place = (x - columns * minute / 5 + 6400) % 16
          frame.samples[y * format.width + x] = UInt16(
            ((place < 8 ? place : 16 - place) * 20 + (y % 12) * 5))
        }
      }
      let digits = String(2000 + minute).dropFirst(2)
      try PNGCodec.write(frame, to: folder("\(name)/20260101_10\(digits).png"))
    }
  }

  @Test func aSeriesWithAGap() throws {
    try write("data", [0, 5, 10, 15, 20, 40, 45, 50], columns: 2)
    let facts = try FolderFacts.read(folder("data"))
    #expect(facts.frames == 8 && facts.sequences == [5, 3] && facts.gaps == 1)
    #expect(facts.cadence == "5 min" && !facts.hasSplitFolders && !facts.hasMissing)
    #expect(facts.size == FrameSize(height: 48, width: 64))
    #expect(facts.channels == 1 && facts.bitDepth == 8)
    #expect(facts.samples?.lowerBound == 0 && facts.samples?.upperBound == 215)
    let movement = try #require(facts.movement)
    #expect(movement.typical > 1 && movement.typical < 3, "\(movement)")
    #expect(movement.gain ?? 0 > 0.3, "\(movement)")
    #expect(facts.sentences[0].contains("one every 5 min") && facts.sentences[0].contains("1 gap"))
  }

  @Test func foldersThatDivide() throws {
    try write("data/train/a", [0, 5, 10], columns: 1)
    try write("data/train/b", [0, 5, 10, 15], columns: 1)
    try write("data/validation/c", [0, 5], columns: 1)
    let facts = try FolderFacts.read(folder("data"))
    #expect(facts.hasSplitFolders && facts.sequences == [3, 4] && facts.validation == [2])
    #expect(facts.test.isEmpty && facts.gaps == 0)
  }

  @Test func littleIsEnough() throws {
    try write("data", [0], columns: 1)
    let facts = try FolderFacts.read(folder("data"))
    #expect(facts.frames == 1 && facts.movement == nil)
    #expect(throws: FrameError.self) { try FolderFacts.read(folder("none")) }
  }
}
