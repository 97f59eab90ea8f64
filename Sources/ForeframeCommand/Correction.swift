import ArgumentParser
import Foreframe

/// What a mistyped verb or option was meant to be.
enum Correction {
  /// A question for the end of the parser's own message; nil if nothing near is known.
  static func question(_ arguments: [String]) -> String? {
    let path = CommandPath(arguments)
    let verbs = path.command.configuration.subcommands.map(CommandPath.name)
    if let word = path.rest.first, !word.hasPrefix("-"), !verbs.isEmpty {
      return Spelling.suggestion(for: word, among: verbs).map {
        "Did you mean '\((["foreframe"] + path.words + [$0]).joined(separator: " "))'?"
      }
    }
    let known = options(path.command)
    for word in path.rest.prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
      let name = String(word.prefix { $0 != "=" })
      if known.contains(name) { continue }
      // Without the dashes: they are no letters in common.
      let near = Spelling.suggestion(
        for: String(name.dropFirst(2)), among: known.map { String($0.dropFirst(2)) })
      if let near { return "Did you mean '--\(near)'?" }
    }
    return nil
  }

  /// The long options in a command's help.
  static func options(_ command: any ParsableCommand.Type) -> [String] {
    let help = ForeframeCommand.helpMessage(for: command, columns: 10_000)
    var found: [String] = []
    for match in help.matches(of: /--[a-z][a-z-]*/) {
      let option = String(match.output)
      if !found.contains(option) { found.append(option) }
    }
    return found
  }
}
