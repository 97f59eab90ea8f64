import ForeframeFiles
import Testing

@Suite struct EvaluateTests {
  /// Made once for all tests.
  private static let data = Result {
    let place = try Workplace()
    let outcome = try Command.run(
      [
        "synthesize", "moving-digits", "-o", place("data"), "--train", "1", "--test", "4",
        "--frames", "8", "--size", "32", "--seed", "5",
      ])
    #expect(outcome.status == 0, "\(outcome)")
    return place
  }

  private static let model = "\(Command.root)/Tests/Golden/model-convlstm.safetensors"

  /// - Parameter baselines: motion takes time, and most tests are about something else.
  private func run(
    _ arguments: [String], baselines: String? = "persistence"
  ) throws -> Command.Outcome {
    try Command.run(
      ["evaluate", Self.data.get()("data")] + arguments
        + (baselines.map { ["--baselines", $0] } ?? []))
  }

  @Test func persistenceIsBesideTheModel() throws {
    let outcome = try run(
      ["-m", Self.model, "--inputs", "4", "-n", "3", "--thresholds", "100,200", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    let json = outcome.json
    #expect(json["against"]?.string == "persistence")
    // 4 sequences of 8 frames, 2 windows of 7 each.
    #expect(json["cases"]?.int == 8)
    #expect(json["leads"]?.array?.count == 3)
    for row in (json["leads"]?.array ?? []) + [json["total"] ?? .null] {
      for side in ["model", "reference"] {
        for key in ["mse", "mae", "mse_sum", "mae_sum", "psnr", "ssim"] {
          #expect(row[side]?[key]?.double != nil, "\(side) \(key)")
        }
        #expect(row[side]?["events"]?.array?.count == 2)
      }
      let mse = row["model"]?["mse"]?.double ?? 0
      let sum = row["model"]?["mse_sum"]?.double ?? 1
      #expect(abs(sum / mse - 1024) < 1e-6)
    }
    #expect(json["skill_interval"]?.array?.count == 2)
    #expect(json["skill_groups"]?.int == 4)
    #expect(json["device"] == nil && json["provenance"]?["device"]?.string != nil)
  }

  @Test func persistenceHasNoSkillAgainstItself() throws {
    let outcome = try run(["-m", "persistence", "--inputs", "2", "-n", "2", "--json"])
    #expect(outcome.json["skill"]?.double == 0)
    #expect(outcome.json["cases"]?.int == 20)
  }

  @Test func anotherReferenceDoesNotReplacePersistence() throws {
    let outcome = try run(
      ["-m", Self.model, "--against", "mean", "--inputs", "4", "-n", "2", "--json"])
    #expect(outcome.json["against"]?.string == "mean")
    #expect(outcome.json["against_persistence"]?["total"]?["reference"]?["mse"]?.double != nil)
  }

  @Test func tablesShowEveryForecastAndTheConvention() throws {
    let outcome = try run(
      [
        "-m", Self.model, "--inputs", "4", "-n", "2", "--convention", "openstl", "--thresholds",
        "100", "--windows", "3", "--wavelengths", "6", "--limit", "2",
        "--fail-below", "motion=-100",
      ], baselines: nil)
    #expect(outcome.status == 0, "\(outcome)")
    for row in ["model ", "persistence ", "motion ", "damped "] {
      // Totals of errors, events and spectra.
      #expect(outcome.lines.count { $0.hasPrefix(row) } == 3, "\(row)")
    }
    for word in [
      "MSE, frame sum", "FSS 3x3", "6 px", "95 % interval", "convention 'openstl'",
      "skill against motion: ", "no pixel is missing",
    ] {
      #expect(outcome.output.contains(word), "\(word)")
    }
    #expect(outcome.lines.contains { $0.hasPrefix("all ") })
  }

  @Test func conventionsCountDifferently() throws {
    func total(_ convention: String) throws -> JSON {
      let outcome = try run(
        [
          "-m", Self.model, "--inputs", "4", "-n", "2", "--thresholds", "0", "--convention",
          convention, "--json",
        ])
      return outcome.json["total"]?["model"] ?? .null
    }
    // What the default was called before there were others.
    let (standard, other) = (try total("standard"), try total("openstl"))
    #expect(try total("foreframe") == standard)
    #expect(standard["mse"] == other["mse"] && standard["psnr"] == other["psnr"])
    #expect(standard["ssim"]?.double != other["ssim"]?.double)
    // No sample is below 0, but most are not above it either.
    #expect(standard["events"]?[0]?["csi"]?.double == 1)
    #expect(try #require(total("pysteps")["events"]?[0]?["csi"]?.double) < 1)
  }

  @Test func aMissedGateExitsWithTwo() throws {
    let arguments = ["-m", "mean", "--inputs", "4", "-n", "2", "--limit", "3", "--json"]
    let json = try run(arguments, baselines: "motion").json
    let skill = try #require(json["skill"]?.double)
    let other = try #require(json["skills"]?[1]?["skill"]?.double)
    #expect(json["skills"]?[1]?["against"]?.string == "motion" && other != skill)
    func status(_ gates: String...) throws -> Command.Outcome {
      // A baseline that a gate names is scored without being asked for.
      try run(arguments + gates.flatMap { ["--fail-below", $0] })
    }
    #expect(try status("\(skill - 0.01)").status == 0)
    let missed = try status("\(skill + 0.01)")
    #expect(missed.status == 2)
    #expect(missed.messages.contains("the skill against persistence is "))
    // The scores are printed all the same.
    #expect(missed.json["skill"]?.double == skill)
    #expect(try status("\(skill - 0.01)", "motion=\(other - 0.01)").status == 0)
    let second = try status("\(skill - 0.01)", "motion=\(other + 0.01)")
    #expect(second.status == 2 && second.messages.contains("the skill against motion is "))
  }

  @Test(arguments: [
    ["--fail-below", "movement=0.1"], ["--fail-below", "motion=much"], ["--fail-below", "nan"],
    ["--windows", "0"], ["--windows", "2.5"], ["--wavelengths", "1"], ["--wavelengths", "long"],
    ["--baselines", "moton"], ["--convention", "hko"],
  ])
  func whatCannotBeUnderstoodIsRefused(option: [String]) throws {
    let outcome = try run(["-m", "mean"] + option, baselines: nil)
    #expect(outcome.status == 64 && outcome.messages.contains(option[0]), "\(outcome)")
  }

  @Test func casesCanBeLimitedAndSpreadAndReduced() throws {
    let base = ["-m", "mean", "--inputs", "2", "-n", "2", "--json"]
    #expect(try run(base).json["cases"]?.int == 20)
    #expect(try run(base + ["--stride", "4"]).json["cases"]?.int == 8)
    #expect(try run(base + ["--limit", "3", "--batch", "2"]).json["cases"]?.int == 3)
    let reduced = try run(base + ["--reduce", "16x16", "--crop", "12x10"]).json
    #expect(reduced["data"]?["width"]?.int == 12 && reduced["data"]?["height"]?.int == 10)
    #expect(try run(base + ["--split", "all"]).json["cases"]?.int == 25)
    #expect(try run(base + ["--split", "validation"]).status == 65)
  }

  @Test func batchesDoNotChangeTheScores() throws {
    let base = ["-m", Self.model, "--inputs", "4", "-n", "3", "--json"]
    let one = try run(base + ["--batch", "1"]).json["total"]?["model"]?["mse"]?.double
    let many = try run(base + ["--batch", "5"]).json["total"]?["model"]?["mse"]?.double
    let (a, b) = (try #require(one), try #require(many))
    #expect(abs(a - b) < 1e-6 * a)
  }

  @Test func theReportIsOnePageWithAllNumbers() throws {
    let place = try Workplace()
    let outcome = try run(
      [
        "-m", Self.model, "--inputs", "4", "-n", "3", "--thresholds", "128", "--json",
        "--report", place("report"),
      ])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.list("report") == ["metrics.json", "report.html"])
    let page = try FileSystem.readText(place("report/report.html"))
    for word in [
      "persistence", "skill", "bootstrap", "Best case", "Median case", "Worst case", "<svg",
      "data:image/png;base64,", "data:image/apng;base64,", "fingerprint", "foreframe evaluate",
    ] {
      #expect(page.contains(word), "\(word)")
    }
    // Nothing is loaded from elsewhere.
    for word in ["http://", "https://", "<script", "<link", "{{"] {
      #expect(!page.contains(word), "\(word)")
    }
    let metrics = try JSON(parsing: FileSystem.readText(place("report/metrics.json")))
    #expect(metrics["total"] == outcome.json["total"])
    #expect(metrics["all_cases"]?.array?.count == outcome.json["cases"]?.int)
    #expect(metrics["shown_cases"]?["cases"]?.array?.count == 3)
    #expect(try run(["-m", "mean", "--report", place("report"), "-n", "2"]).status == 73)
  }

  @Test func aDataSetMayDescribeItself() throws {
    let place = try Workplace()
    try place.sequence(count: 8)
    let arguments = [
      "evaluate", place("in"), "-m", "mean", "--split", "all", "--inputs", "2", "-n", "2", "--json",
    ]
    try AtomicFile.write("maximum: 510\n", to: place("in/dataset.yaml"))
    let outcome = try Command.run(arguments)
    #expect(outcome.json["data"]?["maximum"]?.double == 510, "\(outcome)")
    try AtomicFile.write("maximun: 510\n", to: place("in/dataset.yaml"))
    let refused = try Command.run(arguments)
    #expect(refused.status == 78, "\(refused)")
    #expect(refused.messages.contains("did you mean 'maximum'"))
  }

  /// Several models and the data after them.
  @Test func modelsAreCompared() throws {
    let data = try Self.data.get()("data")
    let base = [Self.model, "mean", data, "--baselines", "persistence", "--inputs", "4", "-n", "3"]
    let text = try Command.run(["compare"] + base)
    #expect(text.status == 0, "\(text)")
    #expect(text.output.contains("mean / model-convlstm.safetensors"), "\(text)")
    #expect(text.output.contains("bootstrap over 4 sequences"), "\(text)")
    let json = try Command.run(["compare"] + base + ["--json"]).json
    let pairs = json["differences"]?.array ?? []
    #expect(pairs.count == 3)
    let evaluated = try Command.run(
      [
        "evaluate", data, "-m", Self.model, "-m", "mean", "--baselines", "persistence", "--inputs",
        "4",
      ]
        + ["-n", "3", "--json"]
    ).json
    #expect(evaluated["differences"] == json["differences"])
    #expect(pairs[1]["mse_difference_interval"]?.array?.count == 2)
    #expect(try Command.run(["compare", data]).status == 64)
    #expect(try Command.run(["compare", "mean", "nowhere"]).status == 66)
  }
}
