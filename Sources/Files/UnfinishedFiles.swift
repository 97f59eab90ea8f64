import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is being written under a temporary name right now, so that a program that is told to stop
/// can take it away.
public enum UnfinishedFiles {
  private static let paths = Mutex<Set<String>>([])
  private static let emptyFolders = Mutex<[String]>([])
  private static let finishing = Mutex(())
  private static let isStopping = Atomic<Bool>(false)

  /// A file or folder that is not to stay if the program stops now.
  public static func note(_ path: String) { paths.withLock { _ = $0.insert(path) } }

  /// It has its name, or is gone.
  public static func forget(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Folders that are not to stay if the program stops now and there is nothing else in them, each
  /// after the one that it is in.
  public static func note(emptyFolders folders: [String]) {
    emptyFolders.withLock { $0 += folders }
  }

  /// They stay, or are gone.
  public static func forget(emptyFolders folders: [String]) {
    emptyFolders.withLock { known in known.removeAll { folders.contains($0) } }
  }

  /// Gives something its name. A program that is told to stop waits until it has it.
  public static func finish(_ path: String, _ body: () throws -> Void) throws {
    try finishing.withLock { _ in
      try body()
      forget(path)
    }
  }

  /// Removes everything that is noted, and ends the program by `end`. Meanwhile no other thread makes
  /// new files or folders.
  public static func stop(_ end: () -> Never) -> Never {
    finishing.withLock { _ in
      // Not before: whoever is giving something its name may need a folder for it.
      isStopping.store(true, ordering: .sequentiallyConsistent)
      // A thread may just be making a file; it does not make another one.
      for _ in 0..<100 {
        let left = paths.withLock { $0 }.filter(FileSystem.isThere)
        if left.isEmpty { break }
        for path in left { try? FileSystem.removeTree(path) }
        usleep(1000)
      }
      FileSystem.removeEmpty(emptyFolders.withLock { $0 })
      // Within the lock, so that nothing is given a name any more.
      end()
    }
    while true { pause() }
  }

  /// Waits for the end of a program that is about to stop.
  public static func waitIfStopping() {
    while isStopping.load(ordering: .sequentiallyConsistent) { usleep(10_000) }
  }
}
