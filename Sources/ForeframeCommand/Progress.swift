import Foreframe
import ForeframeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How far a long task is, on stderr: one line drawn again at most ten times a second on a terminal,
/// otherwise a plain line now and then.
struct Progress {
  private let title: String
  private let unit: String
  private let total: Int?
  private let start = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant
  nonisolated(unsafe) private static var lineIsOpen = false

  /// - Parameters:
  ///   - unit: what is counted, in the plural: "cases".
  ///   - total: how many there will be, if that is known.
  init(_ title: String, unit: String, total: Int?) {
    self.title = title.shown
    self.unit = unit
    self.total = total
    lastShown = start
  }

  /// Says that so many are done; `detail` is added (a loss, for example).
  mutating func update(_ done: Int, detail: String = "") {
    let now = ContinuousClock.now
    let pause: Duration = Console.isInteractive ? .milliseconds(100) : .seconds(10)
    guard lastShown.duration(to: now) >= pause else { return }
    lastShown = now
    let line = text(done, seconds: start.duration(to: now) / .seconds(1), detail)
    if Console.isInteractive {
      Console.write("\r\u{1B}[K" + line, to: STDERR_FILENO)
      Self.lineIsOpen = true
    } else {
      Console.write(line + "\n", to: STDERR_FILENO)
    }
  }

  /// Takes the line away.
  func finish() { Self.clearLine() }

  static func clearLine() {
    guard lineIsOpen else { return }
    Console.write("\r\u{1B}[K", to: STDERR_FILENO)
    lineIsOpen = false
  }

  private func text(_ done: Int, seconds: Double, _ detail: String) -> String {
    let rate = seconds > 0 ? Double(done) / seconds : 0
    var line = "\(title): \(done)" + (total.map { " of \($0)" } ?? "") + " \(unit)"
    line += ", \(DecimalText.fixed(rate, rate < 10 ? 2 : 0)) a second"
    if let total, rate > 0, done < total {
      line += ", \(Self.clock(Double(total - done) / rate)) left"
    }
    return detail.isEmpty ? line : line + ", \(detail)"
  }

  /// Seconds as "1:02:03" or "2:03".
  static func clock(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds, 0), 1e9).rounded(.up))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let rest = "\(two(whole / 60 % 60)):\(two(whole % 60))"
    return whole >= 3600 ? "\(whole / 3600):\(rest)" : rest
  }
}
