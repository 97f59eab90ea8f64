/// Numbers as text, with a point whatever the locale.
public enum DecimalText {
  /// A number with a fixed count of decimals: "0.0375".
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    // Beyond this, a `Double` has no decimals left.
    guard scaled < 9e15 else { return "\(value)" }
    let whole = Int(scaled)
    let sign = value < 0 && whole != 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(whole) }
    var digits = String(whole)
    if digits.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
    }
    return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  /// A number with so many significant digits, plain where it is of a usual size: "0.0123", "1234".
  public static func significant(_ value: Double, _ digits: Int = 4) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : fixed(value, 0) }
    var exponent = 0
    var magnitude = value.magnitude
    while magnitude >= 10 {
      magnitude /= 10
      exponent += 1
    }
    while magnitude < 1 {
      magnitude *= 10
      exponent -= 1
    }
    guard (-7...14).contains(exponent) else {
      return fixed(value < 0 ? -magnitude : magnitude, digits - 1) + "e\(exponent)"
    }
    return fixed(value, max(0, digits - 1 - exponent))
  }

  /// The same without zeros at the end: "255", "0.5".
  public static func brief(_ value: Double, _ digits: Int = 4) -> String {
    var text = significant(value, digits)
    guard text.contains("."), !text.contains("e") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
