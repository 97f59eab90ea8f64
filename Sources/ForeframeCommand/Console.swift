import ForeframeFiles
import Foreframe

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a command's words go: results to stdout, talk to stderr.
enum Console {
  /// Whether stderr is a terminal on which a line can be drawn again.
  static let isInteractive = isatty(STDERR_FILENO) == 1 && variable("TERM") != "dumb"

  /// Whether to colour what goes to stderr.
  static let hasColour: Bool = {
    if variable("NO_COLOR") != nil { return false }
    if let forced = variable("FORCE_COLOR") { return forced != "0" }
    return isInteractive
  }()

  /// To be called first.
  static func prepare() {
    // A reader that has gone away shows as an error of `write`, not as a kill.
    signal(SIGPIPE, SIG_IGN)
    // So does a file that grows beyond the process's limit.
    signal(SIGXFSZ, SIG_IGN)
    // A closed stream's number must not be given to the next file that is opened.
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", stream == STDIN_FILENO ? O_RDONLY : O_WRONLY)
    }
  }

  /// Ends the process.
  static func end(_ status: ExitStatus) -> Never { exit(status.rawValue) }

  /// A result, with a line end added.
  static func result(_ text: String) throws {
    switch write(text + "\n", to: STDOUT_FILENO) {
    case 0, EPIPE: return
    case let code:
      throw OutputError(FileError.system(call: "write", path: "standard output", code: code))
    }
  }

  /// One JSON document as the result.
  static func result(_ json: JSON) throws {
    try result(ConsoleText.json(json.text(pretty: true)))
  }

  /// Something for people to know.
  static func note(_ text: String) { line("", text) }

  static func warning(_ text: String) { line(mark("warning:", colour: "33") + " ", text) }

  static func error(_ text: String) { line(mark("error:", colour: "31") + " ", text) }

  private static func line(_ mark: String, _ text: String) {
    Progress.clearLine()
    _ = write(mark + ConsoleText.message(text) + "\n", to: STDERR_FILENO)
  }

  private static func mark(_ word: String, colour: String) -> String {
    hasColour ? "foreframe: \u{1B}[1;\(colour)m\(word)\u{1B}[0m" : "foreframe: \(word)"
  }

  /// Text as it is, without a line end; an errno, or 0.
  @discardableResult
  static func write(_ text: String, to stream: Int32) -> Int32 {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        #if canImport(Glibc)
          Glibc.write(stream, $0.baseAddress, $0.count)
        #else
          Darwin.write(stream, $0.baseAddress, $0.count)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      bytes = bytes.dropFirst(count)
    }
    return 0
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
