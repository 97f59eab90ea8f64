import ForeframeFiles
import ForeframeFrames
import Testing

/// Damaged PNGs: the error says what is wrong, and nothing is allocated for a size that is a lie.
@Suite struct BadPNGTests {
  private let good: [UInt8]

  init() throws {
    let format = FrameFormat(width: 31, height: 17, bitDepth: 16)
    let samples = (0..<format.sampleCount).map { UInt16(truncatingIfNeeded: $0 &* 40_503) }
    good = try PNGCodec.encode(Frame(format: format, samples: samples))
  }

  @Test func otherFilesAreNoPNG() {
    for bytes in [[], Array("GIF89a".utf8), Array("P5 4 4 255\n".utf8), [137, 80, 78, 72]] {
      let error = pngError { _ = try PNGCodec.decode(bytes, name: "x.png") }
      guard case .notPNG(file: "x.png", reason: _) = error else {
        Issue.record("\(bytes): \(String(describing: error))")
        continue
      }
    }
  }

  @Test func everyTruncationIsNoticed() {
    for count in 1..<good.count {
      let error = pngError { _ = try PNGCodec.decode(Array(good.prefix(count)), name: "x.png") }
      #expect(error == .truncated(file: "x.png"), "\(count) of \(good.count) bytes")
    }
  }

  @Test func everyFlippedBitIsNoticed() {
    for index in good.indices {
      var bytes = good
      bytes[index] ^= 1 << (index % 8)
      #expect(throws: PNGError.self, "byte \(index)") { try PNGCodec.decode(bytes) }
    }
  }

  @Test func aWrongChecksumIsNamed() throws {
    // IHDR's data, its CRC, IDAT's data, IEND's CRC.
    for index in [24, 29, 60, good.count - 1] {
      var bytes = good
      bytes[index] ^= 0x10
      let error = pngError { _ = try PNGCodec.decode(bytes, name: "x.png") }
      guard case .checksum(file: "x.png", detail: _) = error else {
        Issue.record("byte \(index): \(String(describing: error))")
        continue
      }
    }
  }

  @Test func aWrongChecksumOfTransparencyIsNoticed() throws {
    let format = FrameFormat(width: 2, height: 2, transparency: .sample([3]))
    var bytes = try PNGCodec.encode(Frame(format: format))
    // After signature (8) and IHDR (25): tRNS with length, type, two bytes.
    bytes[33 + 9] ^= 1
    let error = pngError { _ = try PNGCodec.decode(bytes, name: "x.png") }
    guard case .checksum = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  /// A size that does not stand where it must cannot be judged; libpng would find it all the same.
  @Test func theSizeMustComeFirst() {
    // An empty chunk "teSt" with the right checksum, in front of IHDR.
    let chunk: [UInt8] = [0, 0, 0, 0, 116, 101, 83, 116, 77, 251, 90, 174]
    let error = pngError {
      _ = try PNGCodec.decode(Array(good.prefix(8)) + chunk + good.dropFirst(8), name: "x.png")
    }
    #expect(error == .damaged(file: "x.png", detail: "the first chunk is not IHDR"))
  }

  @Test func sizesAreJudgedBeforeAnythingIsAllocated() {
    var bomb = good
    bomb.replaceSubrange(16..<24, with: [0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff])
    let error = pngError { _ = try PNGCodec.decode(bomb, name: "bomb.png") }
    #expect(
      error
        == .tooLarge(
          file: "bomb.png", width: 0x7fff_ffff, height: 0x7fff_ffff, limits: .standard))
  }

  @Test(arguments: [(527, true), (526, false)])
  func thePixelLimitIsExact(_ limit: Int, isEnough: Bool) {
    let limits = ImageLimits(maximumPixels: limit)
    let error = pngError { _ = try PNGCodec.decode(good, limits: limits) }
    #expect((error == nil) == isEnough)
  }

  @Test(arguments: [(31, true), (30, false)])
  func theSideLimitIsExact(_ limit: Int, isEnough: Bool) {
    let error = pngError { _ = try PNGCodec.decode(good, limits: ImageLimits(maximumSide: limit)) }
    #expect((error == nil) == isEnough)
  }

  @Test func pixelsBeyondThePaletteAreNoticed() throws {
    let format = FrameFormat(
      width: 1, height: 1, colourType: .palette, bitDepth: 8,
      palette: [UInt8](0...3).map { .init(red: $0, green: 0, blue: 0) })
    var bytes = try PNGCodec.encode(
      Frame(format: format, repeating: 3), options: .init(compression: 0))
    // Another palette length: cut the last entry out and mend length and checksum by a new PLTE.
    let smaller = FrameFormat(
      width: 1, height: 1, colourType: .palette, bitDepth: 8,
      palette: [UInt8](0...2).map { .init(red: $0, green: 0, blue: 0) })
    let other = try PNGCodec.encode(Frame(format: smaller, repeating: 2))
    bytes.replaceSubrange(33..<33 + 12 + 12, with: other[33..<33 + 12 + 9])
    let error = pngError { _ = try PNGCodec.decode(bytes, name: "x.png") }
    #expect(error == .damaged(file: "x.png", detail: "a pixel has colour 3 of a palette of 3"))
  }

  @Test func missingFilesAreNamed() {
    let error = pngError { _ = try PNGCodec.read(path: "/nowhere/x.png") }
    guard case .file(let file) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(file.isMissing && file.path == "/nowhere/x.png")
    #expect(error?.description.hasPrefix("/nowhere/x.png: ") == true)
  }

  @Test func everyErrorNamesItsFile() {
    let errors: [PNGError] = [
      .notPNG(file: "f", reason: "r"), .truncated(file: "f"), .checksum(file: "f", detail: "d"),
      .tooLarge(file: "f", width: 1, height: 2, limits: .standard),
      .damaged(file: "f", detail: "d"), .outOfMemory(file: "f"),
    ]
    for error in errors {
      #expect(error.file == "f" && error.description.hasPrefix("f: "))
    }
    #expect(Set(errors.map(\.description)).count == errors.count)
  }
}
