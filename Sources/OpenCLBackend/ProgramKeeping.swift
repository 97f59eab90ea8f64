/// Who keeps the built programs of a platform from one start to the next.
public enum ProgramKeeping: Hashable, Sendable {
  /// Nobody else does, so we do.
  case ours
  /// The driver does: a second copy would gain nothing.
  case driver(reason: String)
  /// Nobody may: what is built depends on more than can be asked for.
  case nobody(reason: String)

  public init(platform: String) {
    switch platform {
    case "Portable Computing Language":
      self = .driver(
        reason: "PoCL keeps machine code itself, and compiles every kernel once more for a binary")
    case "NVIDIA CUDA":
      self = .driver(
        reason: "NVIDIA's binaries are PTX, and its driver keeps the machine code made of it")
    case "Oclgrind":
      self = .nobody(reason: "Oclgrind's environment decides what it builds, too")
    default: self = .ours
    }
  }

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
  /// Where ``ProgramKeeping`` says that it is for us to do.
  case whereNeeded
  /// On every platform: for tests.
  case always
}
