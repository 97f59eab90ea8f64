import ForeframeFiles
import Foreframe
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Commands that are stopped, and runs that meet in one folder.
@Suite(.serialized) struct StoppedCommandTests {
  /// Stops a command by a signal once a condition of the shell holds.
  private func stop(
    _ signal: Int32, when condition: String, _ arguments: [String]
  ) throws -> Command.Outcome {
    try Command.shell(
      """
      signal=$1 condition=$2
      shift 2
      "$0" "$@" &
      for i in $(seq 1 500); do
        if eval "$condition"; then break; fi
        sleep 0.02
      done
      kill -"$signal" $!
      wait $!
      """, ["\(signal)", condition] + arguments)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func nothingIsLeft(_ signal: Int32) throws {
    let place = try Workplace()
    let input = try place.sequence(count: 3)
    for (condition, arguments) in [
      (
        "ls \(place.path)/.out.*.tmp/0003",
        ["synthesize", "clouds", "-o", place("out"), "--count", "100000", "--size", "32x32"]
      ),
      (
        "ls \(place.path)/.out.*.tmp/*.png",
        ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "100000"]
      ),
    ] {
      let outcome = try stop(signal, when: condition + " >/dev/null 2>&1", arguments)
      #expect(outcome.status == 128 + signal, "\(outcome)")
      #expect(!outcome.messages.contains("error"), "\(outcome)")
      #expect(try place.list(".") == ["in"])
    }
    // Nor of the folders above that it has made, but those that hold something else.
    for other in [nil, "mine"] {
      let outcome = try stop(
        signal,
        when: "ls \(place.path)/a/b/.c.*.tmp/*.png >/dev/null 2>&1"
          + (other.map { " && touch \(place.path)/a/\($0)" } ?? ""),
        ["predict", input, "-m", "persistence", "-o", place("a/b/c"), "-n", "100000"])
      #expect(outcome.status == 128 + signal, "\(outcome)")
      #expect(try FileSystem.exists(place("a")) ? place.list("a") == ["mine"] : other == nil)
    }
    try FileSystem.removeTree(place("a"))
    // In a folder that is there, too.
    try FileSystem.makeDirectories(place("there"))
    let outcome = try stop(
      signal, when: "ls \(place("there"))/.foreframe.*.tmp/*.png >/dev/null 2>&1",
      ["predict", input, "-m", "persistence", "-o", place("there"), "-n", "100000"])
    #expect(outcome.status == 128 + signal, "\(outcome)")
    #expect(try place.list("there").isEmpty)
  }

  /// A process that is killed cannot tidy up; the next one that writes to the same place does.
  @Test(arguments: ["out", "there"])
  func theNextCommandRemovesWhatAKilledOneLeft(_ output: String) throws {
    let place = try Workplace()
    let input = try place.sequence(count: 3)
    try FileSystem.makeDirectories(place("there"))
    let arguments = ["predict", input, "-m", "persistence", "-o", place(output)]
    let hidden = "\(output == "there" ? place("there/.foreframe") : place(".out")).*.tmp"
    let killed = try stop(
      SIGKILL, when: "ls \(hidden)/*.png >/dev/null 2>&1", arguments + ["-n", "100000"])
    #expect(killed.status == 128 + SIGKILL, "\(killed)")
    #expect(try Command.shell("ls -d \(hidden)", []).status == 0, "something is left")
    let next = try Command.run(arguments + ["-n", "2"])
    #expect(next.status == 0, "\(next)")
    #expect(try Command.shell("ls -d \(hidden)", []).status != 0)
    #expect(try place.list(output).count == 2)
  }

  @Test func aRunFolderIsLocked() throws {
    let folder = try TrainFolder()
    let process = try folder.start("run", "--steps", "1000000")
    #expect(process.waits { folder.lines("run") >= 1 })
    for option in [[], ["--resume"], ["--overwrite"]] {
      let (status, words) = try TrainProcess.run(
        folder.arguments("run", "--steps", "1000000") + option, in: folder.path)
      #expect(status == 73, "\(option): \(words)")
      #expect(words.contains("process "), "\(words)")
    }
    process.send(SIGKILL)
    _ = process.wait()
    // The lock of a process that is gone is no lock.
    #expect(FileSystem.exists(folder("run/.lock")))
    #expect(try folder.train("run", "--overwrite").status == 0)
    #expect(!FileSystem.exists(folder("run/.lock")))
  }

  @Test func aHangUpSavesTheRun() throws {
    let folder = try TrainFolder()
    let process = try folder.start("run", "--steps", "1000000")
    #expect(process.waits { folder.lines("run") >= 1 })
    process.send(SIGHUP)
    #expect(process.wait() == 75)
  }

  @Test func leftoversOfAKilledRunAreRemoved() throws {
    let folder = try TrainFolder()
    #expect(try folder.train("run").status == 0)
    let names = [
      "samples/.step_0000003.png.17.0.tmp", ".report.html.17.0.tmp", ".metrics.csv.9.2.tmp",
    ]
    for name in names { try AtomicFile.write("", to: folder("run/\(name)")) }
    try AtomicFile.write("mine", to: folder("run/.notes.tmp"))
    #expect(try folder.train("run", "--overwrite").status == 0)
    for name in names { #expect(!FileSystem.exists(folder("run/\(name)")), "\(name)") }
    #expect(FileSystem.exists(folder("run/.notes.tmp")))
  }

  @Test func aLogOfAnySizeIsRefusedOrRead() throws {
    let folder = try TrainFolder()
    #expect(try folder.train("run").status == 0)
    try #require(truncate(folder("run/metrics.jsonl"), 100 << 30) == 0)
    let (status, words) = try folder.train("run", "--resume")
    #expect(status == 65, "\(words)")
    #expect(words.contains("metrics.jsonl"))
  }
}
