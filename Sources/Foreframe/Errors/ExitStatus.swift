/// How a command ends; the numbers are those of `sysexits.h` where it has one.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  case done = 0
  case failed = 1
  /// A quality gate was missed.
  case gateMissed = 2
  case usage = 64
  case badData = 65
  case inputMissing = 66
  case unavailable = 69
  case cannotCreate = 73
  case inputOutput = 74
  /// Interrupted, and can be resumed.
  case interrupted = 75
  case badConfiguration = 78
}
