import ForeframeFiles
import Testing

/// What the command says of itself, beside what `README.md` says of it.
@Suite struct HelpTests {
  /// The command's own description of all verbs, as the argument parser prints it.
  private static let tree = Result {
    let outcome = try Command.run(["--experimental-dump-help"])
    #expect(outcome.status == 0, "\(outcome)")
    return outcome.json["command"] ?? .null
  }
  private static let readme = Result { try FileSystem.readText("\(Command.root)/README.md") }

  /// A verb with its long options, those of all commands left out.
  private struct Verb {
    var name: String
    var options: [String]
  }

  private func verbs(_ command: JSON, _ path: [String] = []) -> [Verb] {
    let subcommands = (command["subcommands"]?.array ?? []).filter {
      $0["commandName"]?.string != "help"
    }
    guard subcommands.isEmpty else {
      return subcommands.flatMap { verbs($0, path + [$0["commandName"]?.string ?? ""]) }
    }
    let names = (command["arguments"]?.array ?? []).flatMap { $0["names"]?.array ?? [] }
    let options = names.compactMap { name in
      name["kind"]?.string == "long" ? name["name"]?.string.map { "--\($0)" } : nil
    }
    return [
      Verb(
        name: path.joined(separator: " "),
        options: options.filter { !["--help", "--version"].contains($0) })
    ]
  }

  /// The row of the README's table for a verb.
  private func row(_ verb: String) throws -> Substring? {
    try Self.readme.get().split(separator: "\n").first { $0.hasPrefix("| `\(verb)` |") }
  }

  @Test func everyOptionIsInBoth() throws {
    let verbs = verbs(try Self.tree.get())
    #expect(verbs.count >= 10)
    for verb in verbs {
      let row = try #require(try row(verb.name), "README.md has no row for `\(verb.name)`")
      let written = row.matches(of: /--[a-z][a-z-]*/).map { String($0.output) }
      #expect(
        Set(written) == Set(verb.options),
        "\(verb.name): only in README \(Set(written).subtracting(verb.options).sorted()), only in --help \(Set(verb.options).subtracting(written).sorted())"
      )
    }
  }

  @Test func everyVariableIsInBoth() throws {
    let help = try Command.run(["--help"]).output
    let readme = try Self.readme.get()
    func variables(_ text: String) -> Set<String> {
      Set(text.matches(of: /FOREFRAME_[A-Z][A-Z_]*/).map { String($0.output) })
    }
    var used: Set<String> = []
    for folder in ["Sources"] {
      for name in try FileSystem.filesBelow("\(Command.root)/\(folder)")
      where name.hasSuffix(".swift") || name.hasSuffix(".c") {
        let text = try FileSystem.readText("\(Command.root)/\(folder)/\(name)")
        // Names in quotes are read, or spoken of.
        used.formUnion(text.matches(of: /"(FOREFRAME_[A-Z][A-Z_]*)"/).map { String($0.output.1) })
      }
    }
    #expect(used.count > 8)
    #expect(variables(help) == used)
    // Scripts have one of their own.
    #expect(variables(readme).subtracting(["FOREFRAME_TESTS"]) == used)
  }

  @Test func examplesCanBeCopied() throws {
    let known = Set(verbs(try Self.tree.get()).map(\.name) + ["bench", "synthesize", "inspect"])
    for verb in [
      "predict", "watch", "train", "recipe", "evaluate", "compare", "synthesize", "bench", "tune",
      "devices", "inspect",
    ] {
      let text = try Command.run([verb, "--help"], environment: ["COLUMNS": "60"]).output
      let start = try #require(text.firstRange(of: "\nExamples:\n"), "\(verb)")
      var continues = false
      for line in text[start.upperBound...].split(separator: "\n") {
        if !continues {
          #expect(line.hasPrefix("  foreframe "), "\(verb): \(line)")
          #expect(known.contains { line.dropFirst(12).hasPrefix($0) }, "\(line)")
        }
        continues = line.hasSuffix("\\")
      }
      #expect(!continues)
    }
  }

  @Test func mistypedWordsAreAskedAbout() throws {
    for (words, question) in [
      (["predcit", "in/"], "'foreframe predict'"),
      (["bench", "kernel"], "'foreframe bench kernels'"),
      (["synthesise", "clouds"], "'foreframe synthesize'"),
      (["predict", "in/", "--modle", "x", "-o", "out"], "'--model'"),
      (["evaluate", "in/", "-m", "mean", "--treshold=3"], "'--thresholds'"),
      (["evaluate", "in/", "-m", "mean", "--split", "tset"], "test"),
      (["evaluate", "in/", "-m", "persistance"], "'persistence'"), (["--versoin"], "'--version'"),
    ] {
      let outcome = try Command.run(words)
      #expect(outcome.status == 64, "\(outcome)")
      #expect(outcome.messages.contains("id you mean \(question)"), "\(outcome)")
    }
    #expect(try !Command.run(["xyzzy"]).messages.contains("id you mean"))
  }

  @Test func emptyNamesAreWrongUsage() throws {
    for words in [
      ["train", "-c", "r.yaml", "-o", ""], ["predict", "in", "-m", "mean", "-o", ""],
      ["predict", "", "-m", "mean", "-o", "out"], ["synthesize", "clouds", "-o", ""],
      ["evaluate", "", "-m", "mean"], ["recipe", ""], ["compare", "mean", ""],
      ["compare", "", "in"], ["evaluate", "in", "-m", "mean", "--report", ""],
      ["tune", "--shape", "small", "--output", ""], ["train", "", "-c", "r.yaml", "-o", "run"],
    ] {
      let outcome = try Command.run(words)
      #expect(outcome.status == 64 && outcome.messages.contains("an empty name"), "\(outcome)")
    }
  }

  @Test func aColonWithoutANameIsNoDevice() throws {
    for request in ["opencl:", "opencl: "] {
      let outcome = try Command.run(["devices", "--device", request])
      #expect(outcome.status == 64 && outcome.messages.contains("is not known"), "\(outcome)")
    }
    let missing = try Command.run(["devices", "--device", "opencl:977"])
    #expect(missing.status == 69 && missing.messages.contains("number 977"), "\(missing)")
  }
}
