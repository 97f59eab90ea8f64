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
    if CommandLine.argc > mostArguments {
      Console.error(
        "\(CommandLine.argc - 1) arguments: at most \(mostArguments) are read; what --set says can "
          + "stand in a recipe (-c)")
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

  /// The parser takes time that grows with the square of this.
  private static let mostArguments = 4000

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

  /// Help, the version, or a wrong use.
  private static func endByParser(_ error: any Error) -> Never {
    let code = ForeframeCommand.exitCode(for: error)
    let text = ForeframeCommand.fullMessage(for: error)
    guard code == .success else { endByMisuse(text, code) }
    guard let help = helpWithExamples(text) else { ForeframeCommand.exit(withError: error) }
    do { try Console.result(help) } catch { Console.end(UserError(error).exitStatus) }
    Console.end(.done)
  }

  /// Wrong use, with a question where a word was nearly right.
  private static func endByMisuse(_ text: String, _ code: ExitCode) -> Never {
    let question = Correction.question(Array(CommandLine.arguments.dropFirst()))
    let message = ConsoleText.parserMessage(text, arguments: CommandLine.arguments)
    Console.write(
      ([message] + (question.map { [$0] } ?? [])).joined(separator: "\n") + "\n", to: STDERR_FILENO)
    Console.end(ExitStatus(rawValue: code.rawValue) ?? .usage)
  }

  /// The parser puts examples before the options, and breaks their lines; here they come last, as
  /// they are. Nil for what is no help with examples.
  private static func helpWithExamples(_ text: String) -> String? {
    let start = "\nExamples:\n", end = "\nUSAGE: foreframe"
    guard let examples = text.firstRange(of: start), let usage = text.firstRange(of: end),
      examples.lowerBound < usage.lowerBound,
      let shown = CommandPath(
        text[usage.upperBound...].prefix { !$0.isNewline }.split(separator: " ").map(String.init)
      ).examples
    else { return nil }
    var help = text[..<examples.lowerBound] + text[usage.lowerBound...]
    while help.last?.isNewline ?? false { help.removeLast() }
    return help + "\n\n" + shown
  }
}
