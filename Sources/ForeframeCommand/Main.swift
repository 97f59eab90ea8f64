import ArgumentParser
import Foreframe
import ForeframeFiles
import Logging

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs a command and turns whatever it throws into one sentence and an exit status.
@main
enum Main {
  static func main() {
    Console.prepare()
    LoggingSystem.bootstrap { _ in ConsoleLogHandler() }
    if let number = unreadableArgument() {
      Console.error(
        "argument \(number) is not UTF-8: \(CommandLine.arguments[number].shown); files with such "
          + "names cannot be read, rename them")
      Console.end(.usage)
    }
    var status = ExitStatus.done
    do {
      var command = try ForeframeCommand.parseAsRoot()
      try command.run()
    } catch {
      guard isOurs(error) else { endByParser(error) }
      UnfinishedFiles.waitIfStopping()
      let problem = UserError(error)
      if !problem.message.isEmpty { Console.error(problem.message) }
      status = problem.exitStatus
    }
    Console.end(status)
  }

  /// Whether it is not one of the argument parser's own: help, version, usage.
  private static func isOurs(_ error: any Error) -> Bool {
    error is any UserFacingError || ForeframeCommand.exitCode(for: error) == .failure
  }

  /// The first argument that Swift had to repair, so that it no longer names what was meant.
  private static func unreadableArgument() -> Int? {
    (0..<Int(CommandLine.argc)).first { index in
      CommandLine.unsafeArgv[index].map { String(validatingCString: $0) == nil } ?? false
    }
  }

  /// What the parser would say itself, without what a terminal would obey.
  private static func endByParser(_ text: String, _ error: any Error) -> Never {
    let code = ForeframeCommand.exitCode(for: error)
    guard code != .success else { ForeframeCommand.exit(withError: error) }
    Console.write(
      ConsoleText.parserMessage(text, arguments: CommandLine.arguments) + "\n", to: STDERR_FILENO)
    exit(code.rawValue)
  }

  /// Help, the version, or a wrong use. The parser puts examples in front of the options; here they
  /// come last.
  private static func endByParser(_ error: any Error) -> Never {
    let text = ForeframeCommand.fullMessage(for: error)
    let start = "\nExamples:\n", end = "\nUSAGE:"
    guard ForeframeCommand.exitCode(for: error) == .success,
      let examples = text.firstRange(of: start), let usage = text.firstRange(of: end),
      examples.lowerBound < usage.lowerBound
    else { endByParser(text, error) }
    let shown = text[examples.lowerBound..<usage.lowerBound].drop { $0 == "\n" }
    var help = text[..<examples.lowerBound] + text[usage.lowerBound...]
    while help.last?.isNewline ?? false { help.removeLast() }
    try? Console.result(help + "\n\n" + shown.reversed().drop { $0.isNewline }.reversed())
    Console.end(.done)
  }
}
