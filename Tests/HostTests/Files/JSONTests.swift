import ForeframeFiles
import Testing

@Suite struct JSONTests {
  @Test func keepsOrderAndKinds() throws {
    let text = #"{"z":1,"a":[true,false,null,-0.5,1e3,"x"],"m":{}}"#
    let json = try JSON(parsing: text)
    #expect(json.object?.keys == ["z", "a", "m"])
    #expect(json["z"] == .integer(1))
    #expect(json["a"]?[3]?.double == -0.5)
    #expect(json["a"]?[4] == .number(1000))
    #expect(json["a"]?[4]?.int == 1000)
    #expect(json["a"]?[6] == nil)
    #expect(json["none"] == nil)
    #expect(json.text() == #"{"z":1,"a":[true,false,null,-0.5,1000.0,"x"],"m":{}}"#)
  }

  @Test(arguments: [
    (Int64.max.description, JSON.integer(.max)), (Int64.min.description, .integer(.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("-0", .number(-0.0)),
    ("0", .integer(0)), ("1.0", .number(1)), ("0.1", .number(0.1)),
    ("5e-324", .number(.leastNonzeroMagnitude)),
    ("1E+2", .number(100)), ("1e-400", .number(0)),
  ])
  func readsNumbers(text: String, value: JSON) throws {
    #expect(try JSON(parsing: text) == value)
  }

  @Test func numbersSurvive() throws {
    var state: UInt64 = 1
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      guard value.isFinite else { continue }
      #expect(try JSON(parsing: JSON(value).text()).double?.bitPattern == value.bitPattern)
      let float = Float(bitPattern: UInt32(truncatingIfNeeded: state >> 32))
      guard float.isFinite else { continue }
      let read = try JSON(parsing: JSON(float).text()).double
      #expect(read.map { Float($0).bitPattern } == float.bitPattern)
    }
    #expect(JSON(Float(0.1)).text() == "0.1")
  }

  @Test func readsEscapes() throws {
    let text = #""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é""#
    #expect(try JSON(parsing: text).string == "\"\\/\u{8}\u{c}\n\r\té😀é")
    let value = JSON.string("\u{0}\u{1f}\"\\\n\u{7f}é😀")
    #expect(value.text() == "\"\\u0000\\u001f\\\"\\\\\\n\u{7f}é😀\"")
    #expect(try JSON(parsing: value.text()) == value)
  }

  @Test(arguments: [
    "", " ", "{", "[", "[1,]", "{\"a\":1,}", "{a:1}", "01", "+1", "1.", ".5", "1e", "-", "--1",
    "tru", "True", "nul", "NaN", "Infinity", "[1 2]", "{\"a\" 1}", "\"", "\"\\x\"", "\"\\u12g4\"",
    "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\n\"", "1 1", "[1]]", "'a'", "/**/1",
    "\u{FEFF}1",
  ])
  func refuses(text: String) {
    #expect(throws: JSONError.self) { try JSON(parsing: text) }
  }

  @Test func refusesBadUTF8() {
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xC3, 0x28, 0x22]) }
  }

  @Test func namesThePlace() {
    #expect(throws: JSONError.duplicateKey(key: "a", line: 2, column: 2)) {
      try JSON(parsing: "{\"a\":1,\n \"a\":2}")
    }
    #expect(
      throws: JSONError.syntax(
        reason: "a digit should follow the point", line: 3, column: 4)
    ) { try JSON(parsing: "[\n1,\n 1.]") }
    #expect(throws: JSONError.numberOutOfRange(text: "1e999", line: 1, column: 2)) {
      try JSON(parsing: "[1e999]")
    }
  }

  @Test func limitsDepth() throws {
    let limit = JSON.maximumDepth
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSON(parsing: nested(limit))
    #expect(throws: JSONError.tooDeep(limit: limit, line: 1, column: limit + 1)) {
      try JSON(parsing: nested(limit + 1))
    }
    #expect(throws: JSONError.self) { try JSON(parsing: nested(1_000_000)) }
  }

  @Test func decidesOnNotFinite() {
    #expect(JSON([1, .nan, -.infinity]).text() == "[1.0,null,null]")
    #expect(throws: JSONError.notFinite(value: -.infinity)) {
      try JSON([1, -.infinity]).strictText()
    }
  }

  @Test func writesPretty() {
    let json: JSON = ["a": [1, 2.5], "b": [["c": nil], []], "d": [:]]
    #expect(
      json.text(pretty: true) == """
        {
          "a": [1, 2.5],
          "b": [
            {
              "c": null
            },
            []
          ],
          "d": {}
        }
        """)
  }

  @Test func objectsKeepEachKeyOnce() {
    var object = JSONObject()
    object["a"] = 1
    object["b"] = 2
    object["a"] = 3
    #expect(object.keys == ["a", "b"] && object["a"] == 3)
    object["a"] = nil
    object["a"] = 4
    #expect(object.keys == ["b", "a"] && object.count == 2)
    #expect(object.map(\.key) == ["b", "a"])
  }
}
