import ForeframeFiles
import Foreframe
import Foundation
import ForeframeOpenCLBackend
import TestSupport
import Testing

/// The cache's folder as commands see it.
@Suite(.serialized) struct CacheTests {
  private static let model = "\(Command.root)/Tests/Golden/model-convlstm.safetensors"

  private func environment(_ place: Workplace) -> [String: String] {
    ["FOREFRAME_CACHE": place("cache"), "FOREFRAME_PROGRAMS": "always"]
  }

  /// Files by name, with what tells a rewritten file from the one before.
  private func files(_ place: Workplace) throws -> [String: Int] {
    var files: [String: Int] = [:]
    for name in try place.list("cache/programs") {
      let facts = try FileManager.default.attributesOfItem(
        atPath: place("cache/programs/\(name)"))
      files[name] = (facts[.systemFileNumber] as? NSNumber)?.intValue
    }
    return files
  }

  @Test func theUsualPlaceIsThatOfTheSystem() throws {
    let place = try Workplace()
    let arguments = ["devices", "--device", "opencl", "--json"]
    func kept(_ variables: [String: String]) throws -> String {
      let outcome = try Command.run(
        arguments, environment: ["FOREFRAME_PROGRAMS": "always"].merging(variables) { $1 })
      return outcome.json["devices"]?[0]?["built_kernels"]?.string ?? "\(outcome)"
    }
    // An empty variable counts as not set.
    let xdg = ["FOREFRAME_CACHE": "", "XDG_CACHE_HOME": place.path]
    #expect(try kept(xdg) == "kept in \(place("foreframe"))")
    #if !canImport(Darwin)
      // PoCL would take the relative path, and make it here.
      let home = [
        "FOREFRAME_CACHE": "", "XDG_CACHE_HOME": "relative", "HOME": place.path,
        "POCL_CACHE_DIR": place("pocl"),
      ]
      #expect(try kept(home) == "kept in \(place(".cache/foreframe"))")
    #endif
    #expect(try kept(["FOREFRAME_CACHE": "none"]).contains("FOREFRAME_CACHE"))
    #expect(try kept(["FOREFRAME_PROGRAMS": "never"]).contains("FOREFRAME_PROGRAMS"))
    #expect(!FileSystem.exists(place("foreframe")), "looking makes nothing")
    let wrong = try Command.run(arguments, environment: ["FOREFRAME_PROGRAMS": "sometimes"])
    #expect(wrong.status == 64 && wrong.messages.contains("whereNeeded"), "\(wrong)")
  }

  /// A device that failed is named when it is asked for all the same; a quick test that went well does
  /// not make up for that.
  @Test func aFailedSelfTestIsRemembered() throws {
    let place = try Workplace()
    let device = try OpenCLDeviceList().select(.automatic).device
    let records = try #require(SelfTestRecords(folder: place("cache")))
    try records.remember(
      SelfTest.Verdict(failure: "fabricated"), .whole, of: OpenCLBackend(device: device))
    let input = try place.sequence(count: 4)
    let environment = ["FOREFRAME_CACHE": place("cache")]
    func messages(_ output: String) throws -> String {
      let outcome = try Command.run(
        ["predict", input, "-m", Self.model, "--device", "opencl", "-o", place(output)],
        environment: environment)
      #expect(outcome.status == 0, "\(outcome)")
      return outcome.messages
    }
    let test = ["devices", "--self-test", "--device", "opencl"]
    #expect(try messages("one").contains("failed its self-test: fabricated"))
    #expect(try Command.run(test + ["--quick"], environment: environment).status == 0)
    #expect(try messages("two").contains("failed its self-test"))
    // A whole test builds the kernels of every row, for which `make test` has no time. That it has the
    // last word is shown by `SelfTestRecordTests`, too.
    if TestExtent.isWhole {
      #expect(try Command.run(test, environment: environment).status == 0)
      #expect(try !messages("three").contains("failed its self-test"))
    }
  }

  /// Neither the record of a self-test nor a program that was built is a reason to fail. `make test` has
  /// no time to build the self-test's kernels once more: PoCL keeps them itself unless asked otherwise.
  @Test func aFolderThatCannotBeWrittenIsAWarning() throws {
    let place = try Workplace()
    try AtomicFile.write("a file", to: place("taken"))
    func environment(_ programs: String) -> [String: String] {
      ["FOREFRAME_CACHE": place("taken"), "FOREFRAME_PROGRAMS": programs]
    }
    let test = try Command.run(
      ["devices", "--self-test", "--quick", "--device", "opencl"],
      environment: environment(TestExtent.isWhole ? "always" : "whereNeeded"))
    #expect(test.status == 0, "\(test)")
    #expect(test.messages.contains("result is not kept") && test.messages.contains(place("taken")))
    #expect(test.messages.contains("kernels are not kept") == TestExtent.isWhole, "\(test)")
    let input = try place.sequence(count: 4)
    let prediction = try Command.run(
      ["predict", input, "-m", Self.model, "--device", "opencl", "-o", place("out")],
      environment: environment("always"))
    #expect(prediction.status == 0, "\(prediction)")
  }

  /// Both fill the folder; a third start finds everything in it. It is the last test of the suite: the ones
  /// before it have had the same kernels compiled, so that the two do not compile each of them twice.
  @Test func twoProcessesAtOnce() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 4)
    let arguments = ["predict", input, "-m", Self.model, "--device", "opencl"]
    let script = """
      "$0" "$@" -o '\(place("one"))' & other=$!
      "$0" "$@" -o '\(place("two"))' && wait $other
      """
    let both = try Command.shell(script, arguments, environment: environment(place))
    #expect(both.status == 0, "\(both)")
    let before = try files(place)
    #expect(before.count > 2 && before.keys.allSatisfy { !$0.hasSuffix(".tmp") })
    let third = try Command.run(
      arguments + ["-o", place("three")], environment: environment(place))
    #expect(third.status == 0, "\(third)")
    #expect(try files(place) == before, "nothing was built again")
    for name in try place.list("one") {
      let wanted = try FileSystem.read(place("one/\(name)"))
      #expect(try FileSystem.read(place("two/\(name)")) == wanted)
      #expect(try FileSystem.read(place("three/\(name)")) == wanted)
    }
  }
}
