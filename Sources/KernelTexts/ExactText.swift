/// A float as a C literal that every compiler reads as exactly this number.
package func exactText(_ value: Float) -> String {
  guard value.isFinite else {
    return "as_float(0x\(String(value.bitPattern, radix: 16))u)"
  }
  let sign = value.sign == .minus ? "-" : ""
  let magnitude = value.magnitude
  // Small whole numbers stay readable.
  if magnitude < 16_777_216, magnitude == magnitude.rounded() {
    return "\(sign)\(Int(magnitude)).0f"
  }
  // The 23 bits after the point are six hexadecimal digits when shifted by one.
  let digits = String(value.significandBitPattern << 1, radix: 16)
  let fraction = String(repeating: "0", count: 6 - digits.count) + digits
  let exponent = value.isNormal ? Int(value.exponentBitPattern) - 127 : -126
  return "\(sign)0x\(value.isNormal ? 1 : 0).\(fraction)p\(exponent)f"
}
