/// Who keeps the programs that a device built from one start to the next.
public enum ProgramKeeping: Hashable, Sendable {
  /// This program does, since nobody else does.
  case ours
  /// The driver does; a second copy would gain nothing.
  case driver(reason: String)
  /// Nobody may, because what is built depends on more than a program can ask for.
  case nobody(reason: String)

  /// One sentence.
  public var reason: String {
    switch self {
    case .ours: "this platform is not known to keep built programs"
    case .driver(let reason), .nobody(let reason): reason
    }
  }
}

/// Whether built programs are kept.
public enum ProgramKeepingUse: String, Hashable, Sendable, CaseIterable {
  case never
  /// Where ``ProgramKeeping`` says that this program does it.
  case whereNeeded
  /// Everywhere: for tests.
  case always
}
