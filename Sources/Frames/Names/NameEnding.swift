/// The ending of an image file's name.
enum NameEnding {
  /// Whether the bytes end in ".png", in capitals or not.
  static func isPNG(_ bytes: [UInt8]) -> Bool {
    let start = bytes.count - 4
    return start >= 0 && bytes[start] == 46 && bytes[start + 1] | 0x20 == 112
      && bytes[start + 2] | 0x20 == 110 && bytes[start + 3] | 0x20 == 103
  }
}
