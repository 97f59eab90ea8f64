import CForeframeKernels
import ForeframeFiles
import ForeframeGraphCompiler

/// Where measured choices come from: the user's file, then the shipped table.
public enum TuningFiles {
  /// The user file's path, or `none`.
  public static let variable = "FOREFRAME_TUNING"

  /// The user file: what the environment says, otherwise its usual place. Nil if there is to be none.
  public static var path: String? {
    if let given = environment(variable) { return given == "none" ? nil : given }
    // The specification of base directories asks that a relative path be ignored.
    if let folder = environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return FileSystem.join(folder, "foreframe/tuning.json")
    }
    return environment("HOME").map { FileSystem.join($0, ".config/foreframe/tuning.json") }
  }

  /// The table that is part of this program.
  public static let shipped: TuningTable = {
    do throws(TuningTable.Failure) {
      return try TuningTable(text: String(cString: ff_shipped_tuning()))
    } catch {
      preconditionFailure("the shipped tuning table: \(error.reason)")
    }
  }()

  /// What holds for a device, and what is wrong with the user's file.
  public struct Found: Hashable, Sendable {
    public var choices: ConvolutionChoices
    /// How many of them the user's file has.
    public var ownCount: Int
    public var warning: String?
  }

  /// Looks in the user's file, then in the shipped table.
  ///
  /// - Parameter path: the user's file; nil for none. A file that cannot be read is ignored, with a
  ///   warning; at its usual place it may be missing.
  public static func choices(
    for identity: DeviceIdentity, path: String? = path, shipped: TuningTable = shipped
  ) -> Found {
    let others = shipped.choices(for: identity, kernels: "")
    guard let path else { return Found(choices: others, ownCount: 0) }
    if environment(variable) == nil && !FileSystem.exists(path) {
      return Found(choices: others, ownCount: 0)
    }
    do {
      let own = try read(path).choices(
        for: identity, kernels: KernelFingerprint.of(identity.kernels))
      return Found(choices: own.over(others), ownCount: own.count)
    } catch {
      let reason = (error as? TuningTable.Failure).map { "\(path): \($0.reason)" } ?? "\(error)"
      return Found(
        choices: others, ownCount: 0,
        warning: "\(reason); this tuning table is ignored (FOREFRAME_TUNING=none for none)")
    }
  }

  /// A file's table.
  public static func read(_ path: String) throws -> TuningTable {
    try TuningTable(text: FileSystem.readText(path, limit: 1 << 24))
  }

  /// Writes a table, making the folder.
  public static func write(_ table: TuningTable, to path: String) throws(OutputError) {
    try writing {
      try FileSystem.makeDirectories(FileSystem.split(path).folder)
      try AtomicFile.write(table.text, to: path)
    }
  }
}
