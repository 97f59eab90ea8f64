import ForeframeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder of results that appears whole or not at all.
///
/// Everything is first written to a hidden folder on the same disk. A new folder then takes its place
/// in one step; into a folder that is there already (empty, or to be overwritten) the files move all
/// together or not at all (``FileExchange``), and files of other names stay. A hidden folder that a killed
/// process left is removed by the next one that writes to the same place.
public struct OutputFolder {
  /// Why a folder is not taken.
  public struct Refusal: UserFacingError {
    public var message: String
    public var exitStatus: ExitStatus { .cannotCreate }
  }

  public let path: String
  private let exists: Bool

  /// Checks that results may go to `path`.
  ///
  /// - Parameter overwrites: whether a folder with files in it is accepted.
  public init(_ path: String, overwrites: Bool) throws {
    if path.isEmpty {
      throw UserError("an empty name is no folder to write to", .usage)
    }
    // A slash at the end would name a hidden folder inside of one that is not there.
    let path = FileSystem.withoutEndingSlashes(path)
    self.path = path
    exists = FileSystem.isDirectory(path)
    let (parent, name) = Self.place(path, exists: exists)
    UnfinishedFolder.removeLeftovers(of: name, in: parent)
    if !exists, FileSystem.exists(path) {
      throw Refusal(
        message: "\(path.shown): there is a file of this name; a folder is to be written")
    }
    guard exists, !overwrites else { return }
    let content = try writing { try FileSystem.list(path) }
    let unreadable = try writing { try FileSystem.unreadableNames(path) }
    if let first = content.first ?? unreadable.first {
      throw Refusal(
        message:
          "\(path.shown): the folder is not empty ('\(first.shown)' is in it); --overwrite allows that"
      )
    }
  }

  /// Lets `body` write into a hidden folder, whose content then becomes the output. On an error
  /// nothing is left of it, nor of the folders above it that were not there.
  ///
  /// Files need not be synced one by one (`UnfinishedFolder.write`): all are before the folder has its name.
  public func write(_ body: (_ folder: String) throws -> Void) throws(OutputError) {
    try writing {
      let (parent, name) = Self.place(path, exists: exists)
      let above = try FileSystem.missingFolders(parent)
      UnfinishedFiles.note(emptyFolders: above)
      defer { UnfinishedFiles.forget(emptyFolders: above) }
      do {
        try FileSystem.makeDirectories(parent)
        try fill(UnfinishedFolder(for: name, in: parent), body)
      } catch {
        FileSystem.removeEmpty(above)
        throw error
      }
    }
  }

  private func fill(_ hidden: UnfinishedFolder, _ body: (_ folder: String) throws -> Void) throws {
    do {
      try body(hidden.path)
      try UnfinishedFolder.synchronize(hidden.path)
      try UnfinishedFiles.finish(hidden.path) { try publish(hidden.path) }
    } catch {
      try? FileSystem.removeTree(hidden.path)
      throw error
    }
  }

  /// Where the hidden folder is, and for which name it stands: beside a new folder, or inside of one that
  /// is there.
  private static func place(_ path: String, exists: Bool) -> (parent: String, name: String) {
    if exists { return (path, "foreframe") }
    let (parent, name) = FileSystem.split(path)
    return (parent, name)
  }

  private func publish(_ hidden: String) throws {
    if exists {
      try FileExchange(from: hidden, to: path).run()
      try FileSystem.removeTree(hidden)
    } else {
      try FileSystem.rename(hidden, to: path)
    }
  }
}
