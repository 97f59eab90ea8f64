import ForeframeFiles
import ForeframeFrames
import Testing

/// Chunks beside the samples: those that say how a picture looks are kept, damage in those that are not
/// used is no damage.
@Suite struct AppearanceTests {
  /// CRC-32 of a chunk's type and content, big endian.
  private static func chunk(_ type: String, _ content: [UInt8], spoilt: Bool = false) -> [UInt8] {
    let body = Array(type.utf8) + content
    var crc: UInt32 = .max
    for byte in body {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    crc = spoilt ? crc : ~crc
    func bigEndian(_ value: UInt32) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    return bigEndian(UInt32(content.count)) + body + bigEndian(crc)
  }

  /// A PNG with chunks after its header.
  private static func png(_ format: FrameFormat, _ chunks: [UInt8]) throws -> [UInt8] {
    var bytes = try PNGCodec.encode(Frame(format: format, repeating: 1))
    bytes.insert(contentsOf: chunks, at: 33)
    return bytes
  }

  private static let plain = FrameFormat(width: 3, height: 2)

  @Test(arguments: [
    ("gAMA", [0, 0, 177, 143]), ("sRGB", [1]), ("cICP", [1, 13, 0, 1]), ("iCCP", [97, 0, 0, 1, 2]),
    ("cHRM", [UInt8](repeating: 7, count: 32)), ("pHYs", [0, 0, 0, 1, 0, 0, 0, 2, 0]),
    ("bKGD", [0, 5]),
  ])
  func isWrittenAsItWasRead(_ type: String, _ content: [UInt8]) throws {
    let own = Self.chunk(type, content)
    let frame = try PNGCodec.decode(try Self.png(Self.plain, own))
    #expect(frame.format.appearance.names == [type])
    let written = try PNGCodec.encode(frame)
    #expect(
      written.count == own.count
        + (try PNGCodec.encode(Frame(format: Self.plain, repeating: 1))).count)
    #expect(try PNGCodec.decode(written) == frame)
    // A prediction looks like the last frame, and so does an animation.
    let encoding = FrameEncoding(format: frame.format)
    let next = encoding.decode(encoding.encode(frame), like: frame)
    #expect(next.format.appearance == frame.format.appearance)
    let animation = try AnimatedPNG.encode([frame, next], delayMilliseconds: 10)
    #expect(try PNGCodec.decode(animation).format.appearance == frame.format.appearance)
  }

  @Test func framesOfDifferentLooksFollowEachOther() throws {
    let dark = try PNGCodec.decode(
      try Self.png(Self.plain, Self.chunk("gAMA", [0, 1, 134, 160])))
    let plain = Frame(format: Self.plain)
    #expect(dark.format.isCompatible(with: plain.format))
    #expect(try !AnimatedPNG.encode([dark, plain], delayMilliseconds: 1).isEmpty)
  }

  @Test func whatMakesNoSenseIsLeftOut() throws {
    let chunks =
      Self.chunk("gAMA", [1]) + Self.chunk("sRGB", [0], spoilt: true)
      + Self.chunk("pHYs", []) + Self.chunk("sRGB", [2]) + Self.chunk("sRGB", [3])
      + Self.chunk("tEXt", Array("a\0b".utf8)) + Self.chunk("iCCP", [])
    let frame = try PNGCodec.decode(try Self.png(Self.plain, chunks))
    #expect(frame.format.appearance.names == ["sRGB"])
  }

  @Test(arguments: ["tEXt", "tIME", "gAMA", "eXIf", "zTXt", "iCCP", "pHYs", "prIv"])
  func aWrongChecksumThatNobodyNeeds(_ type: String) throws {
    let bytes = try Self.png(Self.plain, Self.chunk(type, [1, 2, 3, 4], spoilt: true))
    #expect(try PNGCodec.decode(bytes) == Frame(format: Self.plain, repeating: 1))
    #expect(try PNGCodec.checkedFormat(bytes) == Self.plain)
  }

  @Test(arguments: ["tRNS", "PLTE", "ABCD"])
  func aWrongChecksumThatMatters(_ type: String) throws {
    let bytes = try Self.png(Self.plain, Self.chunk(type, [0, 3], spoilt: true))
    #expect(throws: PNGError.self) { try PNGCodec.decode(bytes) }
    #expect(throws: PNGError.self) { try PNGCodec.decodeFormat(bytes) }
  }

  /// The specification: if the image has fewer than 16 bits, the lowest of the sample count.
  @Test(arguments: [
    (1, 0xFFFE, 0), (2, 0x1237, 3), (4, 0xABC5, 5), (8, 0x1234, 0x34), (16, 0x1234, 0x1234),
  ])
  func transparentSamplesBeyondTheDepth(_ depth: Int, _ stored: Int, _ read: Int) throws {
    let format = FrameFormat(width: 3, height: 2, bitDepth: depth)
    let content = [UInt8(stored >> 8), UInt8(stored & 255)]
    let frame = try PNGCodec.decode(try Self.png(format, Self.chunk("tRNS", content)))
    #expect(frame.format.transparency == .sample([UInt16(read)]))
    #expect(try PNGCodec.decode(try PNGCodec.encode(frame)) == frame)
  }

  @Test func partialAlphaIsNoticed() {
    func alpha(_ values: [UInt16]) -> Bool {
      let format = FrameFormat(width: values.count, height: 1, colourType: .greyAlpha)
      return Frame(format: format, samples: values.flatMap { [9, $0] }).hasPartialAlpha
    }
    #expect(!alpha([0, 255]) && alpha([0, 254]) && alpha([1]))
    #expect(!Frame(format: Self.plain).hasPartialAlpha)
    var format = FrameFormat(
      width: 1, height: 1, colourType: .palette,
      palette: [UInt8](0...2).map { .init(red: $0, green: 0, blue: 0) },
      transparency: .palette([0, 100]))
    #expect(Frame(format: format, repeating: 1).hasPartialAlpha)
    #expect(!Frame(format: format, repeating: 2).hasPartialAlpha)
    format.transparency = .none
    #expect(!Frame(format: format, repeating: 1).hasPartialAlpha)
  }

  @Test func theWholeFileIsCheckedWithoutItsPixels() throws {
    let good = try PNGCodec.encode(Frame(format: Self.plain))
    #expect(try PNGCodec.checkedFormat(good) == Self.plain)
    #expect(throws: PNGError.truncated(file: "x")) {
      try PNGCodec.checkedFormat(Array(good.dropLast(20)), name: "x")
    }
    let bare = Array(good.prefix(33)) + Self.chunk("IEND", [])
    #expect(throws: PNGError.self) { try PNGCodec.checkedFormat(bare) }
    var spoilt = good
    spoilt[45] ^= 1
    #expect(throws: PNGError.self) { try PNGCodec.checkedFormat(spoilt) }
  }
}
