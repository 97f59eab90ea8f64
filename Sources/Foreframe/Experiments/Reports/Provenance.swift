import ForeframeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is needed to get the same numbers again.
public struct Provenance: Sendable {
  /// The program and its arguments.
  public var command: [String]
  /// The device's name and why it was chosen; nil if none was needed.
  public var device: (name: String, reason: String)?
  public var seed: UInt64
  /// "2026-01-31 12:00:00 UTC"
  public var time: String
  /// "Linux 6.1 x86_64"
  public var system: String

  /// Of the present time, on this machine.
  public init(command: [String], device: BackendChoice?, seed: UInt64) {
    self.command = command
    self.device = device.map { ($0.name, $0.reason) }
    self.seed = seed
    time = Self.now()
    system = Self.system()
  }

  /// The command as it can be pasted into a shell.
  public var commandLine: String { command.map(ShellText.quoted).joined(separator: " ") }

  /// All of it.
  public var json: JSON {
    [
      "version": .string(Version.current), "command": .string(commandLine),
      "device": device.map { .string($0.name) } ?? nil,
      "device_reason": device.map { .string($0.reason) } ?? nil, "seed": JSON(Int(clamping: seed)),
      "time": .string(time), "system": .string(system),
    ]
  }

  private static func now() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var seconds = now.tv_sec
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = "\(1900 + parts.tm_year)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    return date + " \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) UTC"
  }

  private static func system() -> String {
    var names = utsname()
    guard uname(&names) == 0 else { return "unknown" }
    func text<T>(_ field: T) -> String {
      withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    return "\(text(names.sysname)) \(text(names.release)) \(text(names.machine))"
  }
}
