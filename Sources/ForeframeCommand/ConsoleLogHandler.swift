import Logging

/// Puts what the library logs on stderr, one line each, without time stamps.
struct ConsoleLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.notice

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    switch event.level {
    case .trace, .debug, .info, .notice: Console.note("\(event.message)")
    case .warning: Console.warning("\(event.message)")
    case .error, .critical: Console.error("\(event.message)")
    }
  }
}
