import ArgumentParser

/// A command with those that it is below of: `foreframe bench kernels`.
struct CommandPath {
  let command: any ParsableCommand.Type
  /// Words that name it, without the program's own name.
  let words: [String]
  /// What follows those words.
  let rest: [String]

  /// The command that arguments name, as far as they name one.
  init(_ arguments: some Sequence<String>) {
    var command: any ParsableCommand.Type = ForeframeCommand.self
    var words: [String] = []
    var rest = Array(arguments)[...]
    if rest.first == "help" { rest.removeFirst() }
    while let word = rest.first,
      let next = command.configuration.subcommands.first(where: { Self.name($0) == word })
    {
      command = next
      words.append(word)
      rest.removeFirst()
    }
    self.command = command
    self.words = words
    self.rest = Array(rest)
  }

  static func name(_ command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? ""
  }

  /// The examples in the command's own words, one command a line, so that they can be copied.
  var examples: String? {
    let text = command.configuration.discussion
    guard let start = text.firstRange(of: "Examples:\n") else { return nil }
    return "Examples:\n"
      + String(text[start.upperBound...].reversed().drop { $0.isNewline }.reversed())
  }
}
