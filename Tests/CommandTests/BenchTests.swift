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

  @Test func recurrentLayersAreTimed() throws {
    let place = try Workplace()
    let sizes = ["--hidden", "12", "--layers", "1", "--length", "6", "--batch", "2", "--runs", "1"]
    let arguments = ["bench", "model", "--device", "cpu"] + sizes
    for task in ["infer", "train"] {
      let outcome = try Command.run(arguments + ["--shape", "gru", "--task", task, "--json"])
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.json["hidden"]?.int == 12 && outcome.json["length"]?.int == 6)
      let seconds = try #require(outcome.json["median_s"]?.double)
      // Two products with 3 x 12 x 12 weights for 6 time steps of 2 sequences, two for a multiply-add.
      let forward: Double = 2 * 2 * 432 * 12
      let operations = task == "train" ? 3 * forward : forward
      let rate = try #require(outcome.json["gflop_per_s"]?.double)
      let expected = operations / seconds / 1e9
      #expect(abs(rate / expected - 1) < 1e-9)
      try AtomicFile.write(outcome.json.text(), to: place("\(task).json"))
    }
    let again = try Command.run(
      arguments + ["--shape", "gru", "--compare", place("infer.json"), "--json"])
    #expect(again.json["times_as_fast"]?.double != nil, "\(again)")
    // Another length is another measurement.
    let other = try Command.run([
      "bench", "model", "--device", "cpu", "--shape", "gru", "--hidden", "12", "--layers", "1",
      "--length", "7", "--batch", "2", "--runs", "1", "--compare", place("infer.json"), "--json",
    ])
    #expect(other.status == 0 && other.json["times_as_fast"] == nil, "\(other)")
    for wrong in [
      ["--shape", "small", "--hidden", "12"], ["--shape", "lstm", "--length", "0"],
      ["--shape", "lstm", "--task", "train", "--recompute"],
    ] {
      let outcome = try Command.run(["bench", "model", "--device", "cpu"] + wrong)
      #expect(outcome.status == 64, "\(outcome)")
    }
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
