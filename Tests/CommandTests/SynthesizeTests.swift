import ForeframeFiles
import ForeframeFrames
import Testing

@Suite struct SynthesizeTests {
  private static let digits = [
    "synthesize", "moving-digits", "--frames", "3", "--size", "32", "--seed", "11",
  ]

  @Test func theSameSeedGivesTheSameBytes() throws {
    let place = try Workplace()
    for (name, seed) in [("a", "11"), ("b", "11"), ("c", "12")] {
      let outcome = try Command.run(
        [
          "synthesize", "moving-digits", "-o", place(name), "--frames", "2", "--count", "2",
          "--seed", seed,
        ])
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.lines == [place(name)])
    }
    let file = "0001/frame_0001.png"
    let a = try FileSystem.read(place("a/\(file)"))
    #expect(try FileSystem.read(place("b/\(file)")) == a)
    #expect(try FileSystem.read(place("c/\(file)")) != a)
  }

  @Test func partsAreDisjoint() throws {
    let place = try Workplace()
    let outcome = try Command.run(
      Self.digits + ["-o", place("d"), "--train", "2", "--validation", "1", "--test", "1"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.list("d") == ["test", "train", "validation"])
    #expect(try place.list("d/train") == ["0000", "0001"])
    let files = try ["train/0000", "train/0001", "validation/0000", "test/0000"].map {
      try FileSystem.read(place("d/\($0)/frame_0000.png"))
    }
    #expect(Set(files).count == 4)
  }

  @Test func cloudsHaveSixteenBitsAndTimes() throws {
    let place = try Workplace()
    let outcome = try Command.run(
      [
        "synthesize", "clouds", "-o", place("c"), "--count", "1", "--frames", "3", "--size",
        "24x16",
        "--interval", "15",
      ])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      try place.list("c/0000")
        == ["20240601_1200.png", "20240601_1215.png", "20240601_1230.png"])
    let frame = try PNGCodec.read(path: place("c/0000/20240601_1200.png"))
    #expect(frame.format == FrameFormat(width: 24, height: 16, bitDepth: 16))
  }

  @Test func aBadFileOfDigitsIsRefused() throws {
    let place = try Workplace()
    try AtomicFile.write("no digits", to: place("digits"))
    let outcome = try Command.run(Self.digits + ["-o", place("d"), "--digits", place("digits")])
    #expect(outcome.status == 65, "\(outcome)")
    #expect(!FileSystem.exists(place("d")))
  }
}
