import Foreframe
import Testing

/// Texts that would take the parser's stack, or time without end, are refused before they are parsed.
@Suite struct YAMLOutlineTests {
  private static let count = 50_000

  @Test(arguments: [
    String(repeating: "[", count: count), String(repeating: "{a: ", count: count),
    String(repeating: "[{a: [", count: count),
    String(repeating: "- ", count: count) + "x", String(repeating: "? ", count: count) + "x",
    String(repeating: ": ", count: count) + "x", String(repeating: ": - ", count: count) + "x",
    String(repeating: "\"]\" ", count: 3) + String(repeating: "[\"]\"", count: count),
    "[\n\"\n]]]]\n\"\n, " + String(repeating: "[", count: count),
    (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    (0..<2000).map { String(repeating: " ", count: $0) + "-\n" }.joined(),
    (0..<2000).map { "a:\u{85}" + String(repeating: " ", count: $0) }.joined(),
    String(repeating: "!t ", count: 10) + String(repeating: "[", count: count),
    String(repeating: "x", count: 5 << 20),
  ])
  func deepTextsAreRefused(_ text: String) {
    #expect(throws: YAMLText.Failure.self) { try YAMLText.parse(text) }
  }

  /// The parser compares keys with all that their aliases stand for, which doubles with each level.
  @Test(arguments: ["? *a%\n: 1\n", "{*a% : 1}", "*a% : 1"])
  func aliasesAsKeysAreRefused(_ key: String) {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...40 {
      text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
    text += key.replacing("%", with: "40")
    #expect(throws: YAMLText.Failure.self) { try YAMLText.parse(text) }
  }

  @Test func someAliasesAreFine() throws {
    let text = "l: &l {channels: 4}\nlayers: [*l, *l, *l]\nabout: 2 * 3, *starred* words"
    #expect(try YAMLText.parse(text)["layers"]?[2]?["channels"] == 4)
  }

  /// A run's configuration with as many layers as there may be.
  @Test func largeRecipesAreFine() throws {
    let layers = (0..<256).map { _ in "{channels: 4, kernel: 3}" }.joined(separator: ", ")
    let value = try YAMLText.parse("model: {layers: [\(layers)]}")
    #expect(value["model"]?["layers"]?.array?.count == 256)
    let pretty = try YAMLText.parse(value.text(pretty: true))
    #expect(pretty == value)
  }
}
