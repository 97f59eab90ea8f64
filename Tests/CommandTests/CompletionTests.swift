import ForeframeFiles
import TestSupport
import Testing

/// What shells make of Tab, in the shells themselves: each runs on a terminal of its own, is typed
/// into, and writes down its line after every Tab.
@Suite struct CompletionTests {
  /// What is typed, and a word that has to come of it, after one Tab or several.
  static let cases: [(typed: String, word: String)] = [
    ("foreframe pre", "predict"), ("foreframe predict fra", "frames/"),
    ("foreframe predict frames/ -o ru", "runs/"), ("foreframe predict frames/ -m mea", "mean"),
    ("foreframe predict frames/ -m mi", "mine.safetensors"),
    ("foreframe evaluate frames/ -m ru", "runs/"), ("foreframe train -c re", "recipe.yaml"),
    ("foreframe evaluate frames/ --split te", "test"), ("foreframe compare ru", "runs/"),
    ("foreframe evaluate frames/ --agai", "--against"),
    ("foreframe evaluate frames/ --against pe", "persistence"),
    ("foreframe evaluate frames/ --device op", "opencl"),
  ]

  enum Shell: String, CaseIterable {
    case bash, zsh, fish

    /// How it is started with the completions and with Ctrl-T for writing the line down.
    var command: String {
      switch self {
      case .bash: "bash --noprofile --rcfile bashrc -i"
      case .zsh: "ZDOTDIR=$PWD zsh -i"
      case .fish: "fish --no-config -i -C \"source fishrc\""
      }
    }

    var settings: (file: String, text: String) {
      switch self {
      case .bash:
        (
          "bashrc",
          """
          source completion.bash
          show() { printf '%s\\n' "$READLINE_LINE" >> lines; }
          bind -x '"\\C-t": show'
          bind 'TAB: menu-complete'
          """
        )
      case .zsh:
        (
          ".zshrc",
          """
          mkdir -p functions && cp completion.zsh functions/_foreframe
          fpath=($PWD/functions $fpath); autoload -U compinit; compinit -u -D
          setopt menu_complete
          show() { print -r -- "$BUFFER" >> lines }; zle -N show; bindkey '^T' show
          """
        )
      case .fish:
        (
          "fishrc",
          """
          source completion.fish
          function show; commandline >> lines; end
          bind \\ct show
          """
        )
      }
    }

    /// Whether it is installed, and a terminal can be made for it.
    var isThere: Bool {
      (try? Command.shell("command -v \(rawValue) && script --version | grep -q util-linux").status)
        == 0
    }
  }

  /// The shell's lines after each Tab.
  private func lines(_ shell: Shell) throws -> [String] {
    let place = try Workplace()
    try place.sequence("frames", count: 1)
    try FileSystem.makeDirectories(place("runs/small"))
    for name in ["my model.txt", "mine.safetensors", "recipe.yaml", "recall.txt", "runs.txt"] {
      try AtomicFile.write("", to: place(name))
    }
    let script = try Command.run(["--generate-completion-script", shell.rawValue])
    #expect(script.status == 0 && !script.output.isEmpty)
    try AtomicFile.write(script.output, to: place("completion.\(shell.rawValue)"))
    try AtomicFile.write(shell.settings.text + "\n", to: place(shell.settings.file))
    _ = try Command.shell(
      """
      PATH=$(dirname "$0"):$PATH; export PATH; cd "$1"; command=$2; shift 2
      {
        sleep 1
        for typed; do
          printf '%s' "$typed"
          for tab in 1 2 3; do printf '\\t'; sleep 0.25; printf '\\024'; sleep 0.05; done
          printf '\\025'
        done
        printf 'exit\\n'; sleep 0.3
      } | script -qec "$command" /dev/null > terminal 2>&1
      """, [place.path, shell.command] + Self.cases.map(\.typed))
    return try FileSystem.readText(place("lines")).split(separator: "\n").map(String.init)
  }

  /// In `make test` in bash: a shell waits for ten seconds between keys.
  @Test(arguments: TestExtent.rows(Shell.allCases) { $0 == .bash }.filter(\.isThere))
  func tabCompletesNamesAndPaths(_ shell: Shell) throws {
    let lines = try lines(shell)
    for (typed, word) in Self.cases {
      let beginning = typed.split(separator: " ").dropLast().joined(separator: " ") + " "
      let found = lines.filter {
        $0.hasPrefix(beginning)
          && $0.dropFirst(beginning.count).split(separator: " ").first.map(String.init) == word
      }
      #expect(!found.isEmpty, "\(shell.rawValue): '\(typed)' does not become '\(word)': \(lines)")
    }
    // What is no model, recipe or folder is not offered for one.
    for line in lines where line.contains(" -m ") || line.contains(" -c ") || line.contains(" -o ")
    {
      #expect(!line.contains(".txt"), "\(shell.rawValue): \(line)")
    }
  }

  @Test func bashIsTriedInAnyCase() {
    #if os(Linux)
      #expect(Shell.bash.isThere)
    #endif
  }
}
