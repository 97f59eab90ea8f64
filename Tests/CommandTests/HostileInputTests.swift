import ForeframeFiles
import Foreframe
import ForeframeFrames
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers without bound, things that are no files, and texts that want to be orders.
@Suite struct HostileInputTests {
  @Test func countsHaveLimits() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 3)
    let out = ["predict", input, "-m", "mean", "-o", place("out")]
    for arguments in [
      out + ["-n", "1000000000000"], out + ["--inputs", "9223372036854775807"],
      out + ["-n", "20000", "--animate"], out + ["--max-pixels", "9223372036854775807"],
      ["evaluate", input, "-m", "mean", "--inputs", "9223372036854775807"],
      ["evaluate", input, "-m", "mean", "-n", "9223372036854775807"],
      ["evaluate", input, "-m", "mean", "--stride", "9223372036854775807"],
      ["evaluate", input, "-m", "mean", "--batch", "9223372036854775807"],
      ["bench", "model", "--batch", "4611686018427387904"],
      ["bench", "kernels", "--runs", "9223372036854775807"],
      ["tune", "--shape", "small", "--batch", "9223372036854775807"],
      ["train", "-c", "x.yaml", "-o", place("out"), "--steps", "9223372036854775807"],
    ] {
      let outcome = try Command.run(arguments)
      #expect(outcome.status == 64, "\(arguments): \(outcome)")
      #expect(outcome.messages.contains("at most") || outcome.messages.contains(" to "))
    }
    #expect(!FileSystem.exists(place("out")))
  }

  @Test(arguments: ["4294967296x4294967296", "0x0", "12", "x", "12x12x12"])
  func sizesHaveLimits(_ size: String) throws {
    let place = try Workplace()
    for (arguments, others) in [
      (["predict", "in", "-o", place("out"), "--size", size], ", or 'full'"),
      (["evaluate", "in", "-m", "mean", "--reduce", size], ", or 'full'"),
      (["evaluate", "in", "-m", "mean", "--crop", size], ""),
      (["train", "in", "-o", place("out"), "--size", size], ""),
      (["synthesize", "clouds", "-o", place("out"), "--size", size], ""),
      (["inspect", "-c", "x.yaml", "--size", size], ""),
    ] {
      let outcome = try Command.run(arguments)
      #expect(outcome.status == 64, "\(arguments): \(outcome)")
      #expect(
        outcome.messages.contains(
          "write WIDTHxHEIGHT, such as 128x96, with sides from 1 to 65536 pixels\(others)\n"),
        "\(outcome)")
    }
  }

  @Test func argumentsHaveALimit() throws {
    let many = [String](repeating: "--set", count: 20_000).flatMap { [$0, "a=1"] }
    let outcome = try Command.run(["train", "-c", "x.yaml", "-o", "x"] + many)
    #expect(outcome.status == 64 && outcome.messages.contains("at most"), "\(outcome)")
  }

  @Test func thingsThatAreNoFilesAreRefused() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 3)
    try #require(mkfifo(place("pipe"), 0o600) == 0)
    try AtomicFile.write("", to: place("sparse"))
    try #require(truncate(place("sparse"), 1 << 42) == 0)
    for path in [input, place("pipe"), "/dev/zero", place("sparse")] {
      for arguments in [
        ["predict", input, "-m", path, "-o", place("out")],
        ["train", "-c", path, "-o", place("out")],
        ["synthesize", "moving-digits", "-o", place("out"), "--digits", path],
      ] {
        let outcome = try Command.run(arguments)
        #expect([65, 66, 78].contains(outcome.status), "\(arguments): \(outcome)")
        #expect(outcome.messages.contains(path), "\(outcome)")
      }
    }
    #expect(!FileSystem.exists(place("out")))
  }

  @Test func aRecipeMayComeThroughAPipe() throws {
    let outcome = try Command.shell(
      "cat \"$1\" | \"$0\" inspect -c /dev/stdin", ["\(Command.root)/Configs/moving-digits.yaml"])
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test func nothingForgesALine() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 3)
    let golden = try SafetensorsFile.read("\(Command.root)/Tests/Golden/model-convlstm.safetensors")
    let forged = "x\n  parameters: 1\u{1B}[2J" + String(repeating: "y", count: 5000)
    try SafetensorsFile.write(
      golden.tensors.map { .init($0.name, shape: $0.shape, try $0.floats()) },
      metadata: golden.metadata + [("about", forged)], to: place("model"))
    let text = try Command.run(["inspect", place("model")])
    #expect(text.status == 0, "\(text)")
    #expect(text.lines.count { $0.hasPrefix("  parameters:") } == 1)
    #expect(text.lines.allSatisfy { $0.count < 300 })
    // Whole for programs, and still nothing that a terminal obeys.
    let json = try Command.run(["inspect", place("model"), "--json"])
    #expect(json.json["about"]?.string == forged)
    let name = "in\nforeframe: error: forged \u{1B}[31m\u{9B}2J"
    for arguments in [
      ["predict", place(name), "-m", "mean", "-o", place("out")],
      ["predict", input, "-m", place(name), "-o", place("out")],
      ["predict", input, "-m", "mean", "-o", place("out"), "--nonsense=\(name)"],
      ["predict", input, "-m", "mean", "-o", place("out"), "--pattern", name],
      ["evaluate", input, "-m", "mean", "--split", name], ["train", "-c", place(name), "-o", "x"],
      [
        "train", "-c", "\(Command.root)/Configs/moving-digits.yaml", "-o", place("out"), "--set",
        name,
      ],
      [name], ["inspect", place(name)], ["predict", name, name, name],
    ] {
      let outcome = try Command.run(arguments)
      #expect(outcome.status != 0)
      let words = outcome.messages + outcome.output
      #expect(words.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isObeyed }, "\(arguments)")
      #expect(!words.contains("\nforeframe: error: forged"), "\(words)")
    }
  }

  @Test func messagesAreShort() throws {
    let place = try Workplace()
    let long = String(repeating: "x", count: 50_000)
    for arguments in [
      ["predict", place(long), "-m", "mean", "-o", place("out")], ["inspect", place(long)],
      ["predict", place("in"), "-m", "mean", "-o", place("out"), "--\(long)"],
      ["train", "-c", "\(Command.root)/Configs/moving-digits.yaml", "-o", place("out")]
        + ["--set", "\(long)=1"],
      ["train", "-c", "\(Command.root)/Configs/moving-digits.yaml", "-o", place("out")]
        + ["--set", "a" + String(repeating: ".a", count: 50_000) + "=1"],
      ["synthesize", "clouds", "-o", place("a" + String(repeating: "/a", count: 40_000))],
    ] {
      let outcome = try Command.run(arguments)
      #expect(outcome.status != 0 && outcome.status > 0, "\(outcome.status)")
      #expect(outcome.messages.count < 2000, "\(outcome.messages.count)")
    }
    #expect(try FileSystem.list(place.path).isEmpty)
  }

  #if canImport(Glibc)
    @Test func namesThatAreNotUTF8() throws {
      let place = try Workplace()
      let input = try place.sequence(count: 3)
      let outcome = try Command.shell(
        """
        touch "$1/$(printf 'frame_\\344.png')" || exit 99
        exec "$0" predict "$1" -m mean -o "$2"
        """, [input, place("out")])
      if outcome.status == 99 { return }
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.messages.contains("frame_\\xE4.png"), "\(outcome)")
      let named = try Command.shell(
        "exec \"$0\" predict \"$(printf '\\344')\" -m mean -o \"$1\"", [place("other")])
      #expect(named.status == 64, "\(named)")
      #expect(named.messages.contains("not UTF-8"))
      // Where there is no other name, too.
      for (verb, options) in [
        ("predict", ["-o", place("other")]), ("evaluate", ["-m", "mean"]),
        ("train", ["-o", place("other")]),
      ] {
        let alone = try Command.shell(
          """
          mkdir -p "$1/alone" && touch "$1/alone/$(printf 'frame_\\344.png')" || exit 99
          verb=$2 folder=$1/alone
          shift 2
          exec "$0" $verb "$folder" "$@"
          """, [place.path, verb] + options)
        #expect(alone.status == 66, "\(alone)")
        #expect(alone.messages.contains("not UTF-8, such as 'frame_\\xE4.png'"), "\(alone)")
      }
    }
  #endif

  @Test func longNamesAreContinued() throws {
    let place = try Workplace()
    let name = String(repeating: "n", count: 240)
    let input = try place.frames(
      "in",
      (1...3).map {
        ("\(name)_00\($0).png", Workplace.frame(FrameFormat(width: 4, height: 4), time: $0))
      })
    let outcome = try Command.run(["predict", input, "-m", "mean", "-o", place("out"), "-n", "2"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.list("out") == ["\(name)_004.png", "\(name)_005.png"])
  }
}
