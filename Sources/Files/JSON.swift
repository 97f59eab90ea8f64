/// A JSON value (RFC 8259), read strictly and written deterministically.
///
/// Objects keep the order of their keys. Whole numbers that fit 64 bits stay exact.
public enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSON])
  case object(JSONObject)

  /// A whole number.
  public init(_ value: Int) { self = .integer(Int64(value)) }

  /// A number; NaN and infinities are decided on when it is written.
  public init(_ value: Double) { self = .number(value) }

  /// The shortest decimal number that reads back as this very `Float`.
  public init(_ value: Float) { self = .number(Double(value.description) ?? Double(value)) }

  /// An array of numbers.
  public init(_ values: some Sequence<Double>) { self = .array(values.map { .number($0) }) }

  /// An array of whole numbers.
  public init(_ values: some Sequence<Int>) { self = .array(values.map { JSON($0) }) }

  /// An array of strings.
  public init(_ values: some Sequence<String>) { self = .array(values.map { .string($0) }) }
}

extension JSON {
  /// The value of a key, or nil when this is no object or has no such key.
  public subscript(key: String) -> JSON? {
    if case .object(let object) = self { return object[key] }
    return nil
  }

  /// The element at `index`, or nil when this is no array or is shorter.
  public subscript(index: Int) -> JSON? {
    guard case .array(let values) = self, values.indices.contains(index) else { return nil }
    return values[index]
  }

  /// The truth value, if it is one.
  public var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  /// The number, if it is whole and fits; `3.0` counts as 3.
  public var int: Int? {
    switch self {
    case .integer(let value): Int(exactly: value)
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The number, if it is one.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The string, if it is one.
  public var string: String? {
    if case .string(let value) = self { return value }
    return nil
  }

  /// The elements, if it is an array.
  public var array: [JSON]? {
    if case .array(let values) = self { return values }
    return nil
  }

  /// The members, if it is an object.
  public var object: JSONObject? {
    if case .object(let object) = self { return object }
    return nil
  }

  /// Whether it is `null`.
  public var isNull: Bool { self == .null }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Null.
  public init(nilLiteral: ()) { self = .null }
  /// An array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// An object; the last value of a repeated key counts.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    var object = JSONObject()
    for (key, value) in elements { object[key] = value }
    self = .object(object)
  }
}
