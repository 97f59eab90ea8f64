import ForeframeFiles
import Testing

/// `foreframe bench`, on a network small enough for a test.
@Suite struct BenchTests {
  private static let arguments = [
    "bench", "model", "--shape", "small", "--batch", "1", "--runs", "1", "--device", "cpu",
  ]

  @Test func aRunIsComparedWithAnEarlierOne() throws {
    let place = try Workplace()
    let first = try Command.run(Self.arguments + ["--json"])
    #expect(first.status == 0, "\(first)")
    let seconds = try #require(first.json["median_s"]?.double)
    try AtomicFile.write(
      """
      {"shape": "small", "batch": 1, "task": "infer", "median_s": \(seconds * 1000)}
      """, to: place("before.json"))
    let second = try Command.run(Self.arguments + ["--json", "--compare", place("before.json")])
    #expect(second.status == 0, "\(second)")
    #expect(try #require(second.json["times_as_fast"]?.double) > 1)
  }

  @Test func aProfileNamesTheLaunches() throws {
    let outcome = try Command.run(Self.arguments + ["--profile", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    let labels = outcome.json["launches"]?.array?.compactMap { $0["label"]?.string } ?? []
    #expect(labels.contains("winograd") && labels.contains("pointwise"))
  }

  @Test func winogradCanBeSwitchedOff() throws {
    let arguments = Self.arguments + ["--profile", "--json"]
    let direct = try Command.run(arguments, environment: ["FOREFRAME_WINOGRAD": "never"])
    #expect(direct.status == 0, "\(direct)")
    let labels = direct.json["launches"]?.array?.compactMap { $0["label"]?.string } ?? []
    #expect(labels.contains("convolution") && !labels.contains("winograd"))
    let unknown = try Command.run(arguments, environment: ["FOREFRAME_WINOGRAD": "perhaps"])
    #expect(unknown.status == 64, "\(unknown)")
  }

  @Test func whatIsNoMeasurementIsRefused() throws {
    let place = try Workplace()
    try AtomicFile.write("{}", to: place("empty.json"))
    try AtomicFile.write("no JSON", to: place("broken.json"))
    for name in ["empty.json", "broken.json"] {
      let outcome = try Command.run(Self.arguments + ["--compare", place(name)])
      #expect(outcome.status == 65, "\(outcome)")
    }
    let missing = try Command.run(Self.arguments + ["--compare", place("missing.json")])
    #expect(missing.status == 66, "\(missing)")
  }
}
