/// What a pattern reads in a file name.
struct NameFit {
  var position: Int64
  /// What stands in the place of each `*` and `?`.
  var texts: [[UInt8]]
  /// The counters beside a time.
  var counters: [Int64]
  /// How far each other time is after the frame's own, in the pattern's unit.
  var offsets: [Int64]
  /// Minutes that the name's clock is ahead of universal time; whether universal time is "Z".
  var zone: Int64
  var hasZ: Bool
  /// Digits of a fraction without a fixed number of them.
  var fractionDigits: Int
  /// ".png" as it is written.
  var ending: [UInt8]
}

extension FramePattern {
  /// Where a file name stands, in `unit`; nil if the pattern would not write this name.
  public func position(of name: String) -> Int64? { fit(name)?.position }

  /// All that the pattern reads in a name.
  func fit(_ name: String) -> NameFit? {
    guard name.utf8.count <= NameMatcher.longest else { return nil }
    var matcher = NameMatcher(self, Array(name.utf8))
    return matcher.match()
  }
}
