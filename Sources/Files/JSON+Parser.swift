extension JSON {
  /// The deepest nesting of arrays and objects that is read.
  public static let maximumDepth = 128

  /// Reads one JSON document; white space around it is allowed, anything else is not.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes: bytes)
    parser.skipSpace()
    self = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.isAtEnd else { throw parser.syntax("something follows the document") }
  }

  /// Reads one JSON document.
  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }
}
