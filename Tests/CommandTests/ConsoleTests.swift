import ForeframeFiles
import Testing

/// Streams: results on stdout, talk on stderr, and readers that go away.
@Suite struct ConsoleTests {
  @Test func helpShowsDefaultsAndEndsWithExamples() throws {
    for verb in ["predict", "train", "evaluate", "synthesize", "bench", "devices", "inspect"] {
      let outcome = try Command.run([verb, "--help"])
      #expect(outcome.status == 0)
      #expect(outcome.messages.isEmpty)
      let examples = try #require(outcome.output.firstRange(of: "\nExamples:\n"), "\(verb)")
      #expect(outcome.output[examples.upperBound...].contains("foreframe \(verb)"))
      let usage = try #require(outcome.output.firstRange(of: "USAGE:"))
      #expect(usage.lowerBound < examples.lowerBound)
    }
    #expect(try Command.run(["predict", "--help"]).output.contains("(default:"))
    #expect(try Command.run(["--version"]).lines.count == 1)
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 3)
    // The reader ends before anything is written.
    let outcome = try Command.shell(
      "{ sleep 0.2; \"$0\" \"$@\"; echo status $? >&2; } | true",
      ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "2"])
    #expect(outcome.messages.contains("status 0"), "\(outcome)")
    #expect(try place.list("out").count == 2)
  }

  @Test func aClosedStdoutDoesNotReachTheFiles() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 3)
    let outcome = try Command.shell(
      "\"$0\" \"$@\" >&-", ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "1"])
    #expect(outcome.status == 0, "\(outcome)")
    let last = try FileSystem.read(place("in/frame_002.png"))
    #expect(try FileSystem.read(place("out/frame_003.png")) == last)
  }

  #if os(Linux)
    /// On a terminal one line is drawn again and again, ten times a second, and taken away at the end.
    @Test func progressIsDrawnOnATerminal() throws {
      let place = try Workplace()
      let input = try place.sequence(count: 3)
      let predict = "\"\(Command.path)\" predict \"\(input)\" -m motion -o \"\(place("out"))\""
      let outcome = try Command.shell(
        "script -qec '\(predict) -n 5000' /dev/null", environment: ["TERM": "xterm"])
      #expect(outcome.status == 0, "\(outcome.messages)")
      let drawn = outcome.output.split(separator: "\r\u{1B}[K")
      let lines = drawn.filter { $0.hasPrefix("predicting: ") }
      #expect(lines.contains { $0.contains(" of 5003 time steps, ") && $0.contains(" a second") })
      #expect(outcome.output.contains("\(lines.last ?? "")\r\u{1B}[K"), "it is taken away")
      // In a file there is no line that is drawn again.
      let plain = try Command.run(
        ["predict", input, "-m", "persistence", "-o", place("plain"), "-n", "20"])
      #expect(plain.status == 0 && !(plain.output + plain.messages).contains("\r"), "\(plain)")
    }

    @Test func aFullStdoutIsAnError() throws {
      let outcome = try Command.shell("\"$0\" devices --device cpu >/dev/full")
      #expect(outcome.status == 74, "\(outcome)")
    }
  #endif

  @Test func coloursAreForced() throws {
    let escape = "\u{1B}["
    func messages(_ environment: [String: String]) throws -> String {
      try Command.run(["inspect", "/nonexistent"], environment: environment).messages
    }
    #expect(try !messages([:]).contains(escape))
    #expect(try messages(["FORCE_COLOR": "1"]).contains(escape))
    #expect(try !messages(["FORCE_COLOR": "1", "NO_COLOR": "1"]).contains(escape))
    #expect(try !messages(["FORCE_COLOR": "0"]).contains(escape))
  }
}
