import ForeframeFiles
import Foundation
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs the built `foreframe` as a process of its own.
struct Command {
  /// The results of a run.
  struct Outcome: CustomStringConvertible {
    var status: Int32
    var output: String
    var messages: String

    var description: String { "status \(status)\nstdout: \(output)\nstderr: \(messages)" }
    /// Lines of stdout.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
    /// Stdout as exactly one JSON document; null if it is none.
    var json: JSON { (try? JSON(parsing: output)) ?? .null }
  }

  /// The executable beside the test bundle.
  static let path: String = {
    var folders = [FileSystem.split(CommandLine.arguments[0]).folder]
    if let own = try? FileSystem.resolve("/proc/self/exe") {
      folders.append(FileSystem.split(own).folder)
    }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    folders += ["\(root)/.build/release", "\(root)/.build/debug"]
    return folders.map { "\($0)/foreframe" }.first(where: FileSystem.isFile) ?? "foreframe"
  }()

  /// The folder of the package, with `Configs` and `Tests` in it.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The environment for a command that takes the kernels for GPUs. In `make test` PoCL compiles them without
  /// optimisation, in half the time.
  static let kernelsForGPUs =
    ["FOREFRAME_KERNELS": "gpu"]
    .merging(TestExtent.isWhole ? [:] : ["POCL_EXTRA_BUILD_FLAGS": "-cl-opt-disable"]) { $1 }

  /// Runs with arguments. The environment is this process's, without what would change the choice
  /// of a device, and with `environment` on top.
  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    try shell("exec \"$0\" \"$@\"", arguments, environment: environment)
  }

  /// Runs a shell script in which "$0" is the executable and "$@" are the arguments.
  static func shell(
    _ script: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> Outcome {
    let folder = try FileSystem.makeTemporaryDirectory("command")
    defer { try? FileSystem.removeTree(folder) }
    var variables = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("FOREFRAME_") && !["NO_COLOR", "FORCE_COLOR"].contains($0.key)
    }
    variables["FOREFRAME_DEVICE"] = "cpu"
    variables["FOREFRAME_TUNING"] = "none"
    variables["FOREFRAME_CACHE"] = "none"
    variables.merge(environment) { $1 }
    let streams = ["/dev/null", "\(folder)/out", "\(folder)/err"]
    let status = try spawn(
      ["/bin/sh", "-c", script, path] + arguments,
      variables.map { "\($0.key)=\($0.value)" }, streams)
    return Outcome(
      status: status, output: try FileSystem.readText(streams[1]),
      messages: try FileSystem.readText(streams[2]))
  }

  private static func spawn(
    _ arguments: [String], _ environment: [String], _ streams: [String]
  ) throws -> Int32 {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, file) in streams.enumerated() {
      let flags = number == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC
      posix_spawn_file_actions_addopen(&actions, Int32(number), file, flags, 0o644)
    }
    var words = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var process = pid_t()
    let code = posix_spawn(&process, "/bin/sh", &actions, nil, &words, &variables)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    // Exited: the status; killed by a signal: its number, negative.
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
  }
}
