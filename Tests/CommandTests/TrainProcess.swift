import ForeframeFiles
import Foundation

/// The command `foreframe train` as a process of its own.
final class TrainProcess {
  private let process = Process()
  private let folder: String
  private let errors: String

  /// Starts it. What it says is kept in files below `folder`, so that no pipe can fill up.
  init(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws {
    self.folder = folder
    errors = FileSystem.join(folder, "stderr.\(UUID().uuidString).txt")
    try AtomicFile.write("", to: errors)
    process.executableURL = URL(fileURLWithPath: try Self.executable())
    process.arguments = ["train"] + arguments + ["--device", "cpu", "--threads", "1"]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["FOREFRAME_TUNING": "none", "FOREFRAME_CACHE": "none"].merging(environment) { $1 }
    ) { $1 }
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// Waits for the end: the exit status, or minus the signal that ended it.
  ///
  /// One that does not end within two minutes is killed.
  func wait() -> Int32 {
    let end = Date().addingTimeInterval(120)
    while process.isRunning && Date() < end { usleep(1000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
      ? -process.terminationStatus : process.terminationStatus
  }

  /// What it has said so far.
  var words: String { (try? FileSystem.readText(errors)) ?? "" }

  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits until `condition` holds; false if the process ends before, or after a minute.
  func waits(until condition: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(60)
    while !condition() {
      if !process.isRunning || Date() > end { return condition() }
      usleep(1000)
    }
    return true
  }

  /// Runs to the end.
  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> (status: Int32, words: String) {
    let process = try TrainProcess(arguments, in: folder, environment: environment)
    let status = process.wait()
    return (status, process.words)
  }

  /// The binary beside the tests, or the one that was built last.
  private static func executable() throws -> String {
    let tests = (try? FileSystem.resolve("/proc/self/exe")) ?? CommandLine.arguments[0]
    let root = (0..<3).reduce(#filePath) { path, _ in FileSystem.split(path).folder }
    let folders = [
      FileSystem.split(tests).folder, FileSystem.join(root, ".build/release"),
      FileSystem.join(root, ".build/debug"),
    ]
    for path in folders.map({ FileSystem.join($0, "foreframe") }) where FileSystem.isFile(path) {
      return path
    }
    throw FileError.system(call: "stat", path: "foreframe", code: ENOENT)
  }
}
