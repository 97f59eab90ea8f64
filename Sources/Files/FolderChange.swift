/// What may have changed in a folder since the last look.
public enum FolderChange: Hashable, Sendable {
  /// Nothing that is known of.
  case nothing
  /// Files of these names were made, written, renamed to, or given other permissions.
  case names(Set<String>)
  /// Anything: the folder has to be listed.
  case anything
}

/// Waits for changes in a folder.
public protocol FolderChanges: AnyObject {
  /// What has changed; ``FolderChange/nothing`` after some time, or when a signal comes.
  ///
  /// - Parameter time: the longest wait.
  func wait(atMost time: Duration) -> FolderChange
}

extension FolderChange {
  /// The best way of this system to wait for changes: to be told where that is possible, otherwise a
  /// look each second.
  ///
  /// - Parameter poll: the time between looks if the system is not to be asked; nil: it is.
  public static func source(of folder: String, poll: Duration?) -> any FolderChanges {
    if let poll { return PolledChanges(every: poll) }
    #if os(Linux)
      if let told = NotifiedChanges(folder) { return told }
    #endif
    return PolledChanges(every: .seconds(1))
  }
}
