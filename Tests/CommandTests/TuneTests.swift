import ForeframeFiles
import Foreframe
import Testing
import ForeframeTraining

/// `foreframe tune`, and what other commands make of its table.
@Suite(.serialized) struct TuneTests {
  private static let bench = [
    "bench", "model", "--shape", "small", "--runs", "1", "--profile", "--json",
  ]

  private func labels(_ table: String) throws -> [String] {
    let outcome = try Command.run(Self.bench, environment: ["FOREFRAME_TUNING": table])
    #expect(outcome.status == 0, "\(outcome)")
    return outcome.json["launches"]?.array?.compactMap { $0["label"]?.string } ?? []
  }

  /// Writes a network's table, with every choice changed to the direct kernel.
  private func directTable(_ arguments: [String], to path: String) throws {
    let tuned = try Command.run(["tune"] + arguments + ["--output", path])
    #expect(tuned.status == 0, "\(tuned)")
    let text = try FileSystem.readText(path)
    #expect(text.contains("\"method\":\"winograd\""), "the rule alone would choose some")
    try AtomicFile.write(
      text.replacing("\"method\":\"winograd\"", with: "\"method\":\"direct\""), to: path)
  }

  @Test func aTinyNetworkIsTunedFromEndToEnd() throws {
    let place = try Workplace()
    try AtomicFile.write(TrainFolder.tiny, to: place("recipe.yaml"))
    let arguments = ["tune", "-c", place("recipe.yaml")]
    // The usual place: an empty variable counts as not set.
    let environment = ["FOREFRAME_TUNING": "", "XDG_CONFIG_HOME": place.path]
    let outcome = try Command.run(arguments, environment: environment)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.lines.first?.contains("candidate") == true)
    #expect(outcome.output.contains("chosen") && outcome.output.contains("rule"))
    let table = try TuningFiles.read(place("foreframe/tuning.json"))
    #expect(table.sections.count == 1)
    let kinds = Set(table.sections[0].entries.map(\.shape.kind))
    #expect(kinds == [.convolution, .adjoint, .filterGradient])
    // The next command uses it, and says so.
    let next = try Command.run(Self.bench, environment: environment)
    #expect(next.status == 0, "\(next)")
    #expect(next.messages.contains(place("foreframe/tuning.json")))
    // Once more, as a document, into the same file.
    let again = try Command.run(
      arguments + ["--task", "infer", "--json"], environment: environment)
    #expect(again.json["shapes"]?.array?.isEmpty == false, "\(again)")
    #expect(try TuningFiles.read(place("foreframe/tuning.json")).sections.count == 1)
  }

  /// A file that `tune` is about to write is not missing; for any other command it is.
  @Test func theFileThatIsWrittenMayBeMissing() throws {
    let place = try Workplace()
    try AtomicFile.write(TrainFolder.tiny, to: place("recipe.yaml"))
    let environment = ["FOREFRAME_TUNING": place("new.json")]
    let arguments = ["-c", place("recipe.yaml"), "--task", "infer", "--batch", "1"]
    let other = try Command.run(
      ["bench", "model", "--shape", "small", "--runs", "1"], environment: environment)
    #expect(other.status == 0 && other.messages.contains("new.json"), "\(other)")
    #expect(other.messages.contains("ignored"), "\(other)")
    let outcome = try Command.run(["tune"] + arguments, environment: environment)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(!outcome.messages.contains("ignored"), "\(outcome)")
    #expect(try TuningFiles.read(place("new.json")).sections.count == 1)
  }

  /// The kernels for GPUs, on whatever OpenCL device there is: beside the other family's choices, not in
  /// their place.
  @Test func kernelsForGPUsAreTuned() throws {
    let place = try Workplace()
    try AtomicFile.write(TrainFolder.tiny, to: place("recipe.yaml"))
    let arguments = [
      "tune", "-c", place("recipe.yaml"), "--task", "infer", "--batch", "1", "--device", "opencl",
      "--output", place("table.json"),
    ]
    for family in ["processor", "gpu"] {
      let outcome = try Command.run(arguments, environment: ["FOREFRAME_KERNELS": family])
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.output.contains("tiles of 32") == (family == "gpu"), "\(outcome)")
    }
    let sections = try TuningFiles.read(place("table.json")).sections
    #expect(sections.count == 2)
    let families = sections.map { Set($0.entries.map(\.method.family)) }
    #expect(families.contains([.processor]) && families.contains([.gpu]))
  }

  @Test func programsUseTheTable() throws {
    let place = try Workplace()
    #expect(try labels("none").contains("winograd"))
    try directTable(["--shape", "small", "--task", "infer"], to: place("table.json"))
    let labels = try labels(place("table.json"))
    #expect(labels.contains("convolution") && !labels.contains("winograd"))
    // The environment's word on Winograd's algorithm wins.
    let forced = try Command.run(
      Self.bench,
      environment: ["FOREFRAME_TUNING": place("table.json"), "FOREFRAME_WINOGRAD": "wherePaying"])
    #expect(forced.output.contains("\"winograd\""), "\(forced)")
  }

  @Test(arguments: ["broken", "{\"foreframe_tuning\": 2, \"devices\": []}", nil])
  func aTableOfNoUseIsAWarning(text: String?) throws {
    let place = try Workplace()
    if let text { try AtomicFile.write(text, to: place("table.json")) }
    let outcome = try Command.run(
      Self.bench, environment: ["FOREFRAME_TUNING": place("table.json")])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.messages.contains("warning") && outcome.messages.contains(place("table.json")))
  }

  /// Only a table is written over.
  @Test func anotherFileIsLeftAlone() throws {
    let place = try Workplace()
    try AtomicFile.write("precious", to: place("table.json"))
    let outcome = try Command.run(["tune", "--shape", "small", "--output", place("table.json")])
    #expect(outcome.status == 65, "\(outcome)")
    #expect(try FileSystem.readText(place("table.json")) == "precious")
  }

  @Test(arguments: [
    [], ["--shape", "huge"], ["--shape", "small", "--model", "m.safetensors"],
    ["--shape", "small", "--batch", "0"], ["--shape", "small", "--size", "8x8"],
    ["--shape", "small", "--precision", "bf16", "--output", "/dev/null"],
    ["--shape", "small"],
  ])
  func wrongUseIsRefused(arguments: [String]) throws {
    // The last one has no place to write to.
    let outcome = try Command.run(["tune"] + arguments)
    #expect(outcome.status == 64, "\(outcome)")
  }

  /// A run goes on with the choices that it started with, whatever table there is by then.
  @Test func aRunKeepsItsChoices() throws {
    let folder = try TrainFolder(TrainFolder.slow)
    let table = folder("table.json")
    try directTable(["-c", folder("recipe.yaml"), "--batch", "4"], to: table)
    let tuned = ["FOREFRAME_TUNING": table]
    let whole = try TrainProcess.run(
      folder.arguments("whole"), in: folder.path, environment: tuned)
    #expect(whole.status == 0, "\(whole)")
    #expect(try folder.train("rule").status == 0)
    #expect(try !folder.agree("whole", "rule"), "the table has no effect to keep")
    let parts = try TrainProcess(
      folder.arguments("parts"), in: folder.path, environment: tuned)
    #expect(parts.waits { folder.lines("parts") >= 6 })
    parts.send(9)
    #expect(parts.wait() == -9)
    #expect(try folder.step("parts") == 5)
    let note = try FileSystem.readText(folder.folder("parts").tuning)
    try AtomicFile.write("broken", to: folder.folder("parts").tuning)
    let broken = try folder.train("parts", "--resume")
    #expect(broken.status == 65 && broken.words.contains("tuning.json"), "\(broken)")
    try AtomicFile.write(note, to: folder.folder("parts").tuning)
    #expect(try folder.train("parts", "--resume").status == 0)
    #expect(try folder.agree("whole", "parts"))
  }
}
