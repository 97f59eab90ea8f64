import ForeframeFiles
import Testing

/// Foreign text in messages: one line, no orders for a terminal, at most 200 characters.
@Suite struct ShownTextTests {
  @Test(arguments: [
    ("plain, ä, 雲, 👩‍👩‍👧", "plain, ä, 雲, 👩‍👩‍👧"), ("a\nforeframe: error: b", "a\\nforeframe: error: b"),
    ("\u{1B}[2J", "\\u{1b}[2J"), ("\r\t\u{0}\u{7F}", "\\r\\t\\u{0}\\u{7f}"),
    ("\u{9B}31m", "\\u{9b}31m"), ("a\u{202E}gnp.b", "a\\u{202e}gnp.b"),
    ("a\u{2028}b\u{FEFF}", "a\\u{2028}b\\u{feff}"), ("", ""),
  ])
  func nothingIsObeyed(_ text: String, _ shown: String) {
    #expect(text.shown == shown)
    #expect(text.escaped == shown)
  }

  @Test func longTextsAreCut() {
    let path = "/a/" + String(repeating: "x", count: 10_000) + "/frame_0001.png"
    #expect(path.shown.count == 200)
    #expect(path.shown.hasPrefix("/a/xxx") && path.shown.hasSuffix("/frame_0001.png"))
    #expect(path.shown.contains("…"))
    #expect(String(repeating: "x", count: 200).shown.count == 200)
    #expect(!String(repeating: "x", count: 200).shown.contains("…"))
    // Escapes count, and so do marks upon marks.
    #expect(String(repeating: "\u{1B}", count: 150).shown.unicodeScalars.count == 200)
    #expect(("e" + String(repeating: "\u{301}", count: 100_000)).shown.unicodeScalars.count == 200)
  }

  @Test func errorsShowForeignTextCleanly() {
    let evil = "x\n\u{1B}[31m" + String(repeating: "y", count: 5_000)
    let errors: [any Error & CustomStringConvertible] = [
      FileError.notText(path: evil), SafetensorsError.missing(path: evil, tensor: evil),
      JSONError.duplicateKey(key: evil, line: 1, column: 1),
      SafetensorsError.unknownType(path: evil, tensor: evil, type: evil),
    ]
    for error in errors {
      #expect(error.description.unicodeScalars.allSatisfy { !$0.isObeyed })
      #expect(error.description.count < 800)
    }
  }
}
