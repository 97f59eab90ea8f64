#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A hidden folder that this process fills before the folder takes its name.
///
/// The folder is locked while the value lives, so that another process can tell what is being filled
/// from what a killed process left behind.
public final class UnfinishedFolder {
  public let path: String
  private let descriptor: FileDescriptor?

  /// Makes the folder in which the content of `name` is collected, inside of `parent`, and locks it.
  public init(for name: String, in parent: String) throws(FileError) {
    path = FileSystem.join(parent, TemporaryName.ofFolder(name))
    UnfinishedFiles.note(path)
    do {
      try FileSystem.makeDirectories(path)
    } catch {
      UnfinishedFiles.forget(path)
      throw error
    }
    // A file system on which folders cannot be locked gives no protection, as with `LockFile`.
    do {
      let opened = try FileDescriptor(path: path, flags: O_RDONLY | O_DIRECTORY)
      _ = LockFile.take(opened.number)
      descriptor = consume opened
    } catch {
      descriptor = nil
    }
  }

  deinit { UnfinishedFiles.forget(path) }

  /// Removes the folders that killed processes left in `parent` when they filled `name`.
  ///
  /// A folder counts as left when nobody holds its lock and no process of this machine has its number.
  /// What cannot be removed stays; it is in nobody's way.
  public static func removeLeftovers(of name: String, in parent: String) {
    for entry in (try? FileSystem.list(parent)) ?? [] {
      guard let process = TemporaryName.process(ofFolder: name, entry) else { continue }
      let path = FileSystem.join(parent, entry)
      guard kill(process, 0) != 0, errno == ESRCH, isFree(path) else { continue }
      try? FileSystem.removeTree(path)
    }
  }

  private static func isFree(_ path: String) -> Bool {
    guard let folder = try? FileDescriptor(path: path, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    else { return false }
    return LockFile.take(folder.number)
  }
}
