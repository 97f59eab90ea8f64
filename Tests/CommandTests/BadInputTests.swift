import ForeframeFiles
import ForeframeFrames
import Testing

/// Bad frames: a clear message with the file, the right exit status, and nothing half written.
@Suite struct BadInputTests {
  enum Damage: String, CaseIterable {
    case notPNG, empty, truncated, checksum, sizeBomb
    case otherSize, otherDepth, otherColour
  }

  @Test(arguments: Damage.allCases)
  func aBadFrameIsNamed(_ damage: Damage) throws {
    let place = try Workplace()
    let input = try place.sequence(count: 4)
    let file = place("in/frame_002.png")
    var bytes = try FileSystem.read(file)
    switch damage {
    case .notPNG: bytes = Array("This is no picture, but a text of some length.".utf8)
    case .empty: bytes = []
    case .truncated: bytes.removeLast(bytes.count / 3)
    case .checksum: bytes[bytes.count - 20] ^= 0x40
    case .sizeBomb:
      // 2^30 x 2^30 pixels, with the header's checksum made right.
      bytes.replaceSubrange(16..<24, with: [0x40, 0, 0, 0, 0x40, 0, 0, 0])
      let sum = checksum(bytes[12..<29])
      bytes.replaceSubrange(29..<33, with: sum)
    case .otherSize:
      bytes = try PNGCodec.encode(Frame(format: FrameFormat(width: 12, height: 11)))
    case .otherDepth:
      bytes = try PNGCodec.encode(Frame(format: FrameFormat(width: 12, height: 10, bitDepth: 16)))
    case .otherColour:
      bytes = try PNGCodec.encode(
        Frame(format: FrameFormat(width: 12, height: 10, colourType: .rgb)))
    }
    try AtomicFile.write(bytes, to: file)
    for arguments in [
      ["predict", input, "-m", "mean", "-o", place("out")],
      ["evaluate", input, "-m", "mean", "--split", "all", "--inputs", "2", "-n", "1"]
        + ["--report", place("out")],
    ] {
      let outcome = try Command.run(arguments)
      #expect(outcome.status == 65, "\(outcome)")
      #expect(outcome.messages.contains("frame_002.png"), "\(outcome)")
      #expect(outcome.output.isEmpty)
      #expect(try FileSystem.list(place.path) == ["in"])
    }
  }

  @Test func tooManyPixelsForTheLimit() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 2)
    let arguments = ["predict", input, "-m", "mean", "-o", place("out"), "--max-pixels"]
    let refused = try Command.run(arguments + ["119"])
    #expect(refused.status == 65)
    #expect(refused.messages.contains("12x10"))
    #expect(try Command.run(arguments + ["120"]).status == 0)
  }

  @Test func anEmptyFolder() throws {
    let place = try Workplace()
    try FileSystem.makeDirectories(place("in"))
    for arguments in [
      ["predict", place("in"), "-m", "mean", "-o", place("out")],
      ["evaluate", place("in"), "-m", "mean"], ["inspect", place("in")],
    ] {
      let outcome = try Command.run(arguments)
      #expect(outcome.status == 66, "\(outcome)")
      #expect(outcome.messages.contains("no PNG"))
    }
    #expect(!FileSystem.exists(place("out")))
  }

  @Test func anInputThatIsNotThere() throws {
    let place = try Workplace()
    for arguments in [
      ["predict", place("in"), "-m", "mean", "-o", place("out")],
      ["evaluate", place("in"), "-m", "mean"], ["inspect", place("in")],
      ["inspect", "--config", place("in.yaml")],
      ["synthesize", "moving-digits", "-o", place("out"), "--digits", place("in.gz")],
    ] {
      let outcome = try Command.run(arguments)
      #expect(outcome.status == 66, "\(outcome)")
      #expect(outcome.messages.contains(place("in")))
    }
    #expect(try FileSystem.list(place.path).isEmpty)
  }

  @Test func tooFewFramesToEvaluate() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 5)
    let outcome = try Command.run(
      ["evaluate", input, "-m", "mean", "--split", "all", "--inputs", "4", "-n", "2"])
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("6 frames"))
  }

  @Test func aFolderThatCannotBeWritten() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 2)
    // A folder inside of a file; permissions would not stop a test that runs as root.
    for target in [place("in/frame_000.png/out"), place("in/frame_000.png")] {
      for arguments in [
        ["predict", input, "-m", "mean", "-o", target],
        [
          "evaluate", input, "-m", "mean", "--split", "all", "--inputs", "1", "-n", "1",
          "--report", target,
        ],
        ["synthesize", "clouds", "-o", target, "--count", "1", "--frames", "1", "--size", "8x8"],
      ] {
        let outcome = try Command.run(arguments)
        #expect(outcome.status == 73, "\(outcome)")
        #expect(outcome.messages.contains(place("in/frame_000.png")))
      }
    }
    #expect(try place.list("in") == ["frame_000.png", "frame_001.png"])
  }

  @Test func aDiskThatFillsUp() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 3, format: FrameFormat(width: 200, height: 150))
    // A limit of 512 bytes for a file stands for a full disk.
    let outcome = try Command.shell(
      "ulimit -f 1; exec \"$0\" \"$@\"",
      ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "2"])
    #expect(outcome.status == 74, "\(outcome)")
    #expect(try FileSystem.list(place.path) == ["in"])
  }

  @Test(arguments: ["%", "a/b_%d.png", "%H_%d.png", "%Y%q.png", "no-number.png"])
  func aPatternThatMakesNoSense(_ pattern: String) throws {
    let place = try Workplace()
    let input = try place.sequence(count: 2)
    let outcome = try Command.run(
      ["predict", input, "-m", "mean", "-o", place("out"), "--pattern", pattern])
    #expect(outcome.status == 64, "\(outcome)")
    #expect(!FileSystem.exists(place("out")))
  }

  @Test func aPatternThatFitsNothing() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 2)
    let outcome = try Command.run(
      ["predict", input, "-m", "mean", "-o", place("out"), "--pattern", "radar_%d.png"])
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.messages.contains("radar_%d.png"))
  }

  @Test func usageErrors() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 2)
    for arguments in [
      [], ["predict"], ["predict", input, "-m", "mean"],
      ["predict", input, "-m", "mean", "-o", place("out"), "-n", "0"],
      ["predict", input, "-m", "mean", "-o", place("out"), "--inputs", "-1"],
      ["predict", input, "-m", "mean", "-o", place("out"), "--nodata", "70000"],
      ["predict", input, "-m", "mean", "-o", place("out"), "--max-pixels", "0"],
      ["evaluate", input, "-m", "mean", "--split", "half"],
      ["evaluate", input, "-m", "mean", "--reduce", "0x4"],
      ["evaluate", input, "-m", "mean", "--thresholds", "1,x"],
      ["synthesize", "moving-digits", "-o", place("out"), "--size", "20"],
      ["synthesize", "clouds", "-o", place("out"), "--count", "3", "--train", "2"],
      ["inspect"], ["nonsense"],
    ] {
      let outcome = try Command.run(arguments)
      if arguments.isEmpty {
        // Without a verb: what verbs there are.
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("predict"))
      } else {
        #expect(outcome.status == 64, "\(arguments): \(outcome)")
        #expect(outcome.output.isEmpty)
      }
    }
    #expect(!FileSystem.exists(place("out")))
  }

  /// CRC-32 of a PNG chunk's type and content, big endian.
  private func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var crc: UInt32 = .max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    crc = ~crc
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: crc >> $0) }
  }
}
