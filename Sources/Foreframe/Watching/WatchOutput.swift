import ForeframeFiles
import ForeframeFrames

/// The folder that a watcher writes to.
///
///     NEXT/latest            a link to the newest forecast: a folder that is whole at any moment
///     NEXT/forecasts/        the newest forecasts, each in a folder of its own
///     NEXT/scores.jsonl      what earlier forecasts were worth (see ScoreLog)
///     NEXT/watch.json        whose forecasts these are
///     NEXT/.lock             held by the one process that writes
///
/// A forecast is written to a hidden folder, which then gets its name; then `latest` is led to it in one
/// step. Whatever a killed process left is removed at the next start.
public final class WatchOutput {
  /// Why a folder is not taken.
  public struct Refusal: UserFacingError {
    public var message: String
    public var exitStatus: ExitStatus { .cannotCreate }
  }

  public let path: String
  private let lock: LockFile
  private let forecasts: String
  private var number = 0

  private static let note = "watch.json"
  private static let latest = "latest"
  private static let folder = "forecasts"

  /// Takes a folder, and makes it if it is not there.
  ///
  /// - Parameter watched: the folder of the frames.
  /// - Throws: ``Refusal`` if another process writes to it, if it is not a watcher's and not empty, or if
  ///   it has the forecasts of another folder.
  public init(_ path: String, watching watched: String) throws {
    if path.isEmpty { throw UserError("an empty name is no folder to write to", .usage) }
    let path = FileSystem.withoutEndingSlashes(path)
    self.path = path
    forecasts = FileSystem.join(path, Self.folder)
    if FileSystem.isTaken(path), !FileSystem.isDirectory(path) {
      throw Refusal(
        message: "\(path.shown): there is a file of this name; a folder is to be written")
    }
    let source = try FileSystem.resolve(watched)
    try Self.check(path, source)
    try writing { try FileSystem.makeDirectories(path) }
    let lockPath = FileSystem.join(path, ".lock")
    guard let lock = try writing({ try LockFile(path: lockPath) }) else {
      let holder = LockFile.holder(lockPath).map { " (\($0.shown))" } ?? ""
      throw Refusal(
        message: "\(path.shown): another watcher writes to this folder\(holder); stop it, or name "
          + "another folder with -o")
    }
    self.lock = lock
    // Once more: another watcher may have come and gone.
    try Self.check(path, source)
    try writing {
      try removeLeftovers()
      try AtomicFile.write(Self.noteText(source), to: FileSystem.join(path, Self.note))
      try FileSystem.makeDirectories(forecasts)
    }
  }

  /// Lets the folder go.
  public func close() { lock.release() }

  // MARK: Forecasts

  /// A forecast that was written.
  public struct Record {
    /// The name of its folder.
    public let id: String
    /// What its `forecast.json` says.
    public let json: JSON
  }

  /// Where a forecast is.
  public func folder(_ id: String) -> String { FileSystem.join(forecasts, id) }

  /// The forecasts that are there, oldest first; the last one is that of `latest`.
  public func records() throws(FileError) -> [Record] {
    try ids().map { id in
      let text = try? FileSystem.readText(
        FileSystem.join(folder(id), "forecast.json"), limit: 64 << 20)
      return Record(id: id, json: text.flatMap { try? JSON(parsing: $0) } ?? .null)
    }
  }

  /// Writes a forecast, and leads `latest` to it.
  ///
  /// - Parameters:
  ///   - from: the frame that it follows; a part of the folder's name.
  ///   - body: writes the files into a folder; `id` is the name that the folder will have.
  public func publish(
    from: String, _ body: (_ folder: String, _ id: String) throws -> Void
  ) throws(OutputError) -> String {
    let id = Self.id(number + 1, from)
    try writing {
      let hidden = FileSystem.join(forecasts, TemporaryName.ofFolder(id))
      try FileSystem.makeDirectories(hidden)
      do {
        try body(hidden, id)
        try FileSystem.rename(hidden, to: folder(id))
      } catch {
        try? FileSystem.removeTree(hidden)
        throw error
      }
      try FileSystem.replaceLink(
        at: FileSystem.join(path, Self.latest), to: FileSystem.join(Self.folder, id))
    }
    number += 1
    return id
  }

  /// Removes old forecasts.
  ///
  /// - Parameters:
  ///   - keep: how many stay besides the newest.
  ///   - needed: names of others that stay.
  public func prune(keep: Int, needed: Set<String>) throws(FileError) {
    for id in try ids().dropLast(1 + keep) where !needed.contains(id) {
      // Under a hidden name, so that nobody sees a part of it.
      let hidden = FileSystem.join(forecasts, TemporaryName.ofFolder(id))
      try FileSystem.rename(folder(id), to: hidden)
      try FileSystem.removeTree(hidden)
    }
  }

  private func ids() throws(FileError) -> [String] {
    try FileSystem.list(forecasts).compactMap { name in Self.number(name).map { ($0, name) } }
      .sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// A number that goes on, so that names are never used twice, and of which frame it is.
  private static func id(_ number: Int, _ from: String) -> String {
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, 6 - digits.count))
    var stem = FileSystem.stem(from)
    while stem.utf8.count > 150 { stem.removeLast() }
    return "\(zeros)\(digits)-\(stem)"
  }

  private static func number(_ id: String) -> Int? {
    guard let dash = id.firstIndex(of: "-") else { return nil }
    return Int(id[..<dash])
  }

  // MARK: Opening

  /// Refuses folders that are not for this watcher.
  private static func check(_ path: String, _ source: String) throws {
    guard FileSystem.isDirectory(path) else { return }
    let own = try FileSystem.resolve(path)
    if source == own || source.hasPrefix(own + "/") {
      throw Refusal(
        message: "\(path.shown): the frames that are watched lie in this folder; name another one "
          + "with -o")
    }
    let notePath = FileSystem.join(path, note)
    guard FileSystem.isFile(notePath) else {
      let names = try writing { try FileSystem.list(path) }
      if let first = names.first(where: { !$0.hasPrefix(".") }) {
        throw Refusal(
          message: "\(path.shown): the folder is not empty ('\(first.shown)' is in it) and was not "
            + "written by 'foreframe watch'; name another folder with -o")
      }
      return
    }
    let text = try? FileSystem.readText(notePath, limit: 1 << 20)
    guard let json = text.flatMap({ try? JSON(parsing: $0) }), let other = json["folder"]?.string
    else {
      throw Refusal(
        message:
          "\(notePath.shown) is not what 'foreframe watch' writes; name another folder with -o")
    }
    guard other == source else {
      throw Refusal(
        message:
          "\(path.shown) has forecasts of \(other.shown), not of \(source.shown); name another "
          + "folder with -o, or remove this one")
    }
  }

  private static func noteText(_ source: String) -> String {
    let json: JSON = ["folder": .string(source), "foreframe": .string(Version.current)]
    return json.text(pretty: true) + "\n"
  }

  /// Removes what a killed process left: hidden files and folders, and a forecast to which `latest` does
  /// not lead yet.
  private func removeLeftovers() throws {
    for name in [Self.note, Self.latest] {
      try AtomicFile.removeLeftovers(of: FileSystem.join(path, name))
    }
    guard FileSystem.isDirectory(forecasts) else { return }
    for name in try FileSystem.list(forecasts) where name.hasPrefix(".") {
      try FileSystem.removeTree(FileSystem.join(forecasts, name))
    }
    let linkPath = FileSystem.join(path, Self.latest)
    if let link = FileSystem.linkTarget(linkPath) {
      number = Self.number(FileSystem.split(link).name) ?? 0
      for id in try ids() where Self.number(id) ?? 0 > number {
        try FileSystem.removeTree(folder(id))
      }
    } else if let newest = try ids().last {
      // Its process was killed before it made the link, or somebody has removed it.
      number = Self.number(newest) ?? 0
      try FileSystem.replaceLink(at: linkPath, to: FileSystem.join(Self.folder, newest))
    }
  }
}
