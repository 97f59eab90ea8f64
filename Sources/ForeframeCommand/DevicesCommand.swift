import ArgumentParser
import ForeframeFiles
import Foreframe
import ForeframeGraphCompiler
import ForeframeKernelTexts

/// Lists what networks can run on, and tests whether it can be trusted.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices",
    abstract: "List the devices of this machine, and test them.",
    discussion: """
      The numbers are those of --device opencl:INDEX. The self-test runs every operation in several \
      shapes and compares with a plain evaluator in double precision; the exit status is 1 if a \
      device gives wrong numbers. Results are kept: `auto` passes over a GPU that failed with this \
      driver and these kernels, until another test says otherwise.

      Examples:
        foreframe devices
        foreframe devices --self-test
        foreframe devices --self-test --device opencl:0
      """)

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Run every operation on every device (or on the one of --device).")
  var selfTest = false

  @Flag(help: "With --self-test: run only what is small, once; for simulators.")
  var quick = false

  @OptionGroup var device: DeviceOptions

  func run() throws {
    var entries = try found()
    if selfTest { for index in entries.indices { test(&entries[index]) } }
    let list = BackendProviders.drivenDevices()
    let automatic = try BackendChoice.choose("auto", threads: device.threads)
    for warning in automatic.warnings { Console.warning(warning) }
    if json {
      try Console.result([
        "devices": .array(entries.map(\.json)), "problems": JSON(list.problems),
        "auto": automatic.json,
      ])
    } else {
      for entry in entries { try Console.result(entry.text) }
      for problem in list.problems { try Console.result("note: \(problem)") }
      try Console.result("auto: \(automatic.name); \(automatic.reason)")
    }
    let untrusted = entries.filter { $0.verdict.map { !$0.isTrusted } ?? false }
    if let first = untrusted.first {
      throw UserError(
        "\(untrusted.count) of \(entries.count) devices failed the self-test, first \(first.name)",
        .failed)
    }
  }

  /// The devices that are asked for: all, or one.
  private func found() throws -> [DeviceEntry] {
    let chosen = try BackendChoice.choose(
      device.device ?? BackendProviders.native.word, threads: device.threads,
      precision: device.precision)
    var entries = [try entry(chosen.device, chosen.backend)]
    if device.device != nil { return entries }
    for device in BackendProviders.drivenDevices().devices {
      let backend =
        device.obstacle == nil ? try? BackendChoice.choose(device.request).backend : nil
      entries.append(try entry(device, backend))
    }
    return entries
  }

  /// A device, with where its kernels are kept if it builds any.
  private func entry(
    _ device: any ListedDevice, _ backend: (any Backend)?
  ) throws -> DeviceEntry {
    var entry = DeviceEntry(device, backend)
    if let keeping = device.programKeeping {
      entry.addPlace(ProgramCache.place(keeping, try BackendChoice.programKeeping()))
    }
    return entry
  }

  private func test(_ entry: inout DeviceEntry) {
    if entry.obstacle != nil { return }
    var progress = Progress("testing \(entry.name)", unit: "operations", total: nil)
    defer { progress.finish() }
    do {
      let backend =
        try entry.backend
        ?? BackendChoice.choose(entry.request, threads: device.threads).backend
      let extent: SelfTest.Extent = quick ? .quick : .whole
      let verdict = SelfTest.run(on: backend, extent) { progress.update($0) }
      entry.verdict = verdict
      progress.finish()
      if let builder = backend as? any KernelBuilder { keep(verdict, extent, of: builder) }
    } catch {
      entry.verdict = SelfTest.Verdict(failure: UserError(error).message)
    }
  }

  /// A folder that cannot be written costs the memory of it, nothing else.
  private func keep(
    _ verdict: SelfTest.Verdict, _ extent: SelfTest.Extent, of builder: any KernelBuilder
  ) {
    do {
      try SelfTestRecords()?.remember(verdict, extent, of: builder)
    } catch {
      Console.warning("the self-test's result is not kept: \(error)")
    }
    if let problem = builder.programs?.problem {
      Console.warning("built kernels are not kept: \(problem)")
    }
  }
}
