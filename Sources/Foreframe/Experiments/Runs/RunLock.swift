import ForeframeFiles

/// Makes sure that one process at a time trains in a run's folder.
///
/// The system holds the lock, not the file: when the process ends, however it does, the lock is gone,
/// and the file that may be left of it (`.lock`) is taken over.
final class RunLock {
  static let name = ".lock"

  private let file: LockFile
  /// The folder, if it was made for the lock.
  private let made: String?

  /// - Parameter folder: is made if it is not there.
  /// - Throws: ``RunError/locked(path:holder:)`` while another process trains in it.
  init(_ folder: RunFolder) throws {
    if FileSystem.exists(folder.path), !FileSystem.isDirectory(folder.path) {
      throw RunError.notAFolder(path: folder.path)
    }
    let path = FileSystem.join(folder.path, Self.name)
    made = FileSystem.exists(folder.path) ? nil : folder.path
    try writing { try FileSystem.makeDirectories(folder.path) }
    let lock = try writing { try LockFile(path: path) }
    guard let lock else { throw Self.refusal(folder) }
    file = lock
  }

  deinit {
    file.release()
    // A run that did not come to be leaves no folder; one with anything in it stays.
    if let made, (try? FileSystem.isEmpty(made)) == true { try? FileSystem.remove(made) }
  }

  /// Refuses a folder in which another process trains, without taking the lock.
  static func check(_ folder: RunFolder) throws {
    let path = FileSystem.join(folder.path, name)
    if FileSystem.isFile(path), try writing({ try LockFile.isHeld(path) }) {
      throw refusal(folder)
    }
  }

  private static func refusal(_ folder: RunFolder) -> RunError {
    .locked(
      path: folder.path, holder: LockFile.holder(FileSystem.join(folder.path, name)))
  }
}
