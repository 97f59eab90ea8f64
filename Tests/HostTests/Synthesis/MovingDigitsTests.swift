import ForeframeFiles
import ForeframeFrames
import Testing

@Suite struct MovingDigitsTests {
  @Test func repeatsAndDiffers() {
    let digits = MovingDigits(seed: 7)
    let first = digits.bytes(of: 3)
    #expect(first.count == 20 * 64 * 64 && digits.sampleCount == first.count)
    #expect(first == MovingDigits(seed: 7).bytes(of: 3))
    #expect(first != digits.bytes(of: 4))
    #expect(first != MovingDigits(seed: 8).bytes(of: 3))
    #expect(digits.bytes(of: -1) != digits.bytes(of: 1))
  }

  /// The top left corner of what is not black; nil for a black frame.
  func corner(_ frame: ArraySlice<UInt8>, size: Int) -> (y: Int, x: Int)? {
    let lit = frame.indices.filter { frame[$0] > 0 }.map { $0 - frame.startIndex }
    guard let y = lit.map({ $0 / size }).min(), let x = lit.map({ $0 % size }).min() else {
      return nil
    }
    return (y, x)
  }

  /// One digit: every frame is the first one, moved; the way is straight between the walls.
  @Test func oneDigitMovesAndBounces() throws {
    for index in 0..<20 {
      let digits = MovingDigits(seed: 1, frameCount: 60, digitCount: 1)
      let bytes = digits.bytes(of: index)
      let sums = (0..<60).map { t in
        bytes[(t * 4096)..<((t + 1) * 4096)].reduce(0) { $0 + Int($1) }
      }
      #expect(Set(sums).count == 1 && sums[0] > 5000)
      let corners = try (0..<60).map { t in
        try #require(corner(bytes[(t * 4096)..<((t + 1) * 4096)], size: 64))
      }
      var turns = 0
      for t in 2..<60 {
        let dy = abs(corners[t].y - corners[t - 1].y)
        let dx = abs(corners[t].x - corners[t - 1].x)
        #expect(dy <= 4 && dx <= 4)
        if dy * dy + dx * dx < 4 { turns += 1 }
      }
      // 3.6 pixels a frame; only at a wall it is less.
      #expect(turns < 20)
      #expect(Set(corners.map(\.y)).count > 3 || Set(corners.map(\.x)).count > 3)
    }
  }

  @Test func largerFramesAndMoreDigits() {
    let digits = MovingDigits(seed: 1, frameCount: 3, size: 28, digitCount: 1)
    let bytes = digits.bytes(of: 0)
    #expect(bytes.count == 3 * 784)
    #expect(bytes[..<784].elementsEqual(bytes[784..<1568]))
    #expect(MovingDigits(seed: 1, size: 96, digitCount: 0).bytes(of: 0).allSatisfy { $0 == 0 })
  }

  @Test func overlapIsMaximum() throws {
    let image = [UInt8](repeating: 200, count: 784)
    var header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28]
    header += image
    let source = MovingDigits.Source.images(try IdxImages(parsing: header, path: "x"))
    let bytes = MovingDigits(seed: 1, source: source, digitCount: 5).bytes(of: 0)
    #expect(Set(bytes) == [0, 200])
  }

  @Test func givesFramesAndFloats() {
    let digits = MovingDigits(seed: 2)
    let bytes = digits.bytes(of: 0)
    let frames = digits.frames(of: 0)
    #expect(frames.count == 20 && frames[0].format == FrameFormat(width: 64, height: 64))
    #expect(frames.flatMap(\.samples).elementsEqual(bytes.map(UInt16.init)))
    var floats = [Float](repeating: -1, count: digits.sampleCount)
    floats.withUnsafeMutableBufferPointer { digits.fill(0, into: $0) }
    #expect(floats == bytes.map { Float($0) / 255 })
  }

  @Test func digitsAreVariedAndInside() {
    var random = SeededRandom(seed: 5)
    for digit in 0..<10 {
      let images = (0..<50).map { _ in StrokeDigit.draw(digit, &random) }
      #expect(Set(images).count == 50)
      for image in images {
        let lit = image.indices.filter { image[$0] > 127 }
        let rows = lit.map { $0 / 28 }
        let columns = lit.map { $0 % 28 }
        let height = (rows.max() ?? 0) - (rows.min() ?? 0) + 1
        let width = (columns.max() ?? 0) - (columns.min() ?? 0) + 1
        #expect(abs(max(height, width) - 20) <= 1)
        #expect(image.contains { $0 > 240 })
      }
      let border = images.map { image in
        (0..<28).reduce(0) { $0 + Int(image[$1]) + Int(image[756 + $1]) }
      }
      #expect(border.allSatisfy { $0 == 0 })
    }
  }
}

@Suite struct IdxImagesTests {
  func idx(_ count: Int, side: Int = 28) -> [UInt8] {
    var bytes: [UInt8] = [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, UInt8(side), 0, 0, 0, 28]
    bytes += (0..<(count * side * 28)).map { UInt8(truncatingIfNeeded: $0 * 7) }
    return bytes
  }

  @Test func reads() throws {
    let images = try IdxImages(parsing: idx(3), path: "x")
    #expect(images.count == 3)
    #expect(images[2].elementsEqual(idx(3)[(16 + 2 * 784)...]))
  }

  @Test func refuses() {
    let bad: [[UInt8]] = [
      [], [1], Array(idx(3)[..<15]), Array(idx(3).dropLast()), idx(3) + [0], idx(3, side: 27),
      idx(0),
      [1] + Array(idx(3).dropFirst()),
    ]
    for bytes in bad {
      #expect(throws: IdxError.self) { try IdxImages(parsing: bytes, path: "x") }
    }
    #expect(throws: IdxError.self) { try IdxImages.read("/missing/images.gz") }
  }

  /// `printf 'hello hello hello hello' | gzip -9n`, as bytes.
  static let hello: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57,
    0xc8, 0x40, 0x27, 0x01, 0xe3, 0x51, 0x3d, 0x8d, 0x17, 0x00, 0x00, 0x00,
  ]

  @Test func inflates() throws {
    let text = Array("hello hello hello hello".utf8)
    #expect(try Gzip.inflate(Self.hello, limit: 23) == text)
    #expect(try Gzip.inflate(Self.hello + Self.hello, limit: .max) == text + text)
  }

  @Test func refusesDamagedGzip() {
    #expect(throws: GzipError.tooLarge(limit: 22)) { try Gzip.inflate(Self.hello, limit: 22) }
    #expect(throws: GzipError.tooLarge(limit: 0)) { try Gzip.inflate(Self.hello, limit: 0) }
    #expect(throws: GzipError.notGzip) { try Gzip.inflate([], limit: 100) }
    #expect(throws: GzipError.notGzip) { try Gzip.inflate([0x1f, 0], limit: 100) }
    for count in 2..<Self.hello.count {
      #expect(throws: GzipError.truncated) {
        try Gzip.inflate(Array(Self.hello[..<count]), limit: 100)
      }
    }
    var damaged = Self.hello
    damaged[22] ^= 1
    #expect(throws: GzipError.damaged) { try Gzip.inflate(damaged, limit: 100) }
    #expect(throws: GzipError.damaged) { try Gzip.inflate(Self.hello + [7, 7, 7, 7], limit: 100) }
  }
}
