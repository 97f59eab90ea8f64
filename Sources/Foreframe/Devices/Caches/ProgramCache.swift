import ForeframeFiles
import ForeframeKernelTexts

/// Built programs in files, for devices whose driver keeps none itself.
///
/// Use it from one thread at a time, as its backend; other processes may use the same folder.
public final class ProgramCache: ProgramStore {
  /// How often programs were looked for and kept, and with which result.
  public struct Counts: Hashable, Sendable {
    /// Binaries that were in the folder, and that were not.
    public var found = 0
    public var missing = 0
    /// Files that were not what their name says, and binaries that the driver refused.
    public var refused = 0
    public var kept = 0

    public init(found: Int = 0, missing: Int = 0, refused: Int = 0, kept: Int = 0) {
      self.found = found
      self.missing = missing
      self.refused = refused
      self.kept = kept
    }
  }

  public private(set) var counts = Counts()
  public private(set) var problem: String?
  private let shelf: CacheShelf

  /// The largest size of the folder, in bytes.
  public static let mostBytes = 256 << 20

  /// A cache in a folder, which is made when it is first needed.
  public init(folder: String, mostBytes: Int = mostBytes) {
    shelf = CacheShelf(
      folder: FileSystem.join(folder, "programs"), mostBytes: mostBytes)
  }

  /// The cache in the usual folder; nil if this program is not to keep the device's programs.
  public convenience init?(_ keeping: ProgramKeeping, _ use: ProgramKeepingUse) {
    guard case .folder(let folder) = Self.place(keeping, use) else { return nil }
    self.init(folder: folder)
  }

  /// Where programs are kept, or why they are not.
  public enum Place: Hashable, Sendable {
    case folder(String)
    case nowhere(reason: String)
  }

  /// Where a device's programs are kept.
  public static func place(_ keeping: ProgramKeeping, _ use: ProgramKeepingUse) -> Place {
    if use == .never { return .nowhere(reason: "\(BackendChoice.programsVariable) says so") }
    if use == .whereNeeded && keeping != .ours { return .nowhere(reason: keeping.reason) }
    guard let folder = CacheFolder.path else {
      return .nowhere(reason: "\(CacheFolder.variable) is none, or there is no HOME")
    }
    return .folder(folder)
  }

  /// Where a program's file is.
  public func path(_ key: ProgramKey) -> String { shelf.path(Self.key(key)) }

  private static func key(_ key: ProgramKey) -> CacheKey { CacheKey("program", key) }

  public func binary(for key: ProgramKey) -> [UInt8]? {
    switch shelf.find(Self.key(key)) {
    case .content(let binary):
      counts.found += 1
      return binary
    case .missing: counts.missing += 1
    case .refused: counts.refused += 1
    case .unreadable(let error):
      counts.missing += 1
      problem = problem ?? "\(error)"
    }
    return nil
  }

  public func keep(_ binary: [UInt8], for key: ProgramKey) {
    attempt { () throws(FileError) in
      try shelf.put(binary, for: Self.key(key))
      counts.kept += 1
    }
  }

  public func discard(_ key: ProgramKey) {
    counts.found -= 1
    counts.refused += 1
    attempt { () throws(FileError) in try shelf.remove(Self.key(key)) }
  }

  private func attempt(_ body: () throws(FileError) -> Void) {
    do throws(FileError) { try body() } catch { problem = problem ?? "\(error)" }
  }
}
