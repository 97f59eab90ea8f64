import ForeframeFiles
import Foreframe
import Testing

@Suite struct YAMLTextTests {
  @Test func scalarsOfTheCoreSchema() throws {
    let value = try YAMLText.parse(
      """
      a: 5e-4
      b: yes
      c: "3"
      d: 3
      e: true
      f: ~
      g: 1.0.0
      h: -2
      i: .5
      j: nan
      """)
    let expected: JSON = [
      "a": 5e-4, "b": "yes", "c": "3", "d": 3, "e": true, "f": nil, "g": "1.0.0", "h": -2,
      "i": 0.5, "j": "nan",
    ]
    #expect(value == expected)
  }

  @Test func orderIsKept() throws {
    #expect(try YAMLText.parse("{z: 1, a: 2, m: 3}").object?.keys == ["z", "a", "m"])
  }

  @Test(arguments: ["a: 1\na: 2", "a: [1", "a: b: c", "- 1\nb: 2", "? [1, 2]\n: 3", "*none"])
  func brokenTextsAreRefused(_ text: String) {
    #expect(throws: YAMLText.Failure.self) { try YAMLText.parse(text) }
  }

  /// Aliases that would expand to a billion values.
  @Test func bombsAreRefused() {
    var text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    for level in 1...9 {
      let names = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(names)]\n"
    }
    #expect(throws: YAMLText.Failure.self) { try YAMLText.parse(text) }
  }

  @Test func emptyIsNull() throws { #expect(try YAMLText.parse("") == .null) }
}
