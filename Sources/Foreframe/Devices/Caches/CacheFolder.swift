import ForeframeFiles

/// Where this program keeps what it could make again: built kernels, results of self-tests.
public enum CacheFolder {
  /// The folder's path, or `none`.
  public static let variable = "FOREFRAME_CACHE"

  /// The folder: what the environment says, otherwise its usual place. Nil if there is to be none. It
  /// need not exist.
  public static var path: String? {
    if let given = environment(variable) { return given == "none" ? nil : given }
    // The specification of base directories asks that a relative path be ignored.
    if let folder = environment("XDG_CACHE_HOME"), folder.hasPrefix("/") {
      return FileSystem.join(folder, "foreframe")
    }
    #if canImport(Darwin)
      let usual = "Library/Caches/foreframe"
    #else
      let usual = ".cache/foreframe"
    #endif
    return environment("HOME").map { FileSystem.join($0, usual) }
  }
}
