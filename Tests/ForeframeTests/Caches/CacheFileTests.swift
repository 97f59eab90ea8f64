import ForeframeFiles
import Foreframe
import ForeframeKernelTexts
import Testing

/// Files of the cache: only what was written for the very key is read.
@Suite struct CacheFileTests {
  private static func key(_ changes: [String: String] = [:]) -> ProgramKey {
    let fields = [
      "device", "vendor", "driver", "version", "platform", "platform vendor", "platform version",
      "options", "text",
    ].map { ProgramKey.Field(name: $0, value: changes[$0] ?? "a \($0)") }
    return ProgramKey(fields: fields)
  }

  private func refusal(_ bytes: [UInt8], _ key: ProgramKey = key()) -> CacheFile.Refusal? {
    do throws(CacheFile.Refusal) {
      _ = try CacheFile.content(of: bytes, for: CacheKey("program", key))
      return nil
    } catch { return error }
  }

  private static let content: [UInt8] = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
  private static let file = CacheFile.bytes(of: content, for: CacheKey("program", key()))

  @Test(arguments: [0, 1, 7, 8, 9, 1000])
  func contentComesBack(count: Int) throws {
    let key = CacheKey("program", Self.key())
    let content = Array(Self.content.prefix(count))
    #expect(try CacheFile.content(of: CacheFile.bytes(of: content, for: key), for: key) == content)
  }

  /// Each thing that decides a binary decides the name, too.
  @Test(arguments: key().fields.map(\.name))
  func everyFieldIsPartOfTheKey(name: String) {
    let other = Self.key([name: "another \(name)"])
    #expect(CacheKey("program", other).fileName != CacheKey("program", Self.key()).fileName)
    #expect(refusal(Self.file, other) == .otherKey)
  }

  /// Values that run into each other are not the same key.
  @Test func fieldsKeepTheirBounds() {
    let (a, b) = (
      Self.key(["options": "ab", "text": "c"]), Self.key(["options": "a", "text": "bc"])
    )
    #expect(CacheKey("program", a) != CacheKey("program", b))
    #expect(CacheKey("program", a) != CacheKey("self-test", a))
  }

  @Test func everyShortenedFileIsRefused() {
    for count in 0..<Self.file.count {
      #expect(refusal(Array(Self.file.prefix(count))) != nil, "\(count) bytes")
    }
    #expect(refusal(Self.file + [0]) == .length)
  }

  @Test func everyFlippedBitIsRefused() {
    for position in Self.file.indices {
      var file = Self.file
      file[position] ^= 1 << UInt8(position % 8)
      #expect(refusal(file) != nil, "byte \(position)")
    }
  }

  /// Lengths beyond the file, and beyond what fits a number.
  @Test(arguments: [UInt64.max, UInt64(Int.max), 1 << 40])
  func lengthsThatMakeNoSenseAreRefused(length: UInt64) {
    var file = Self.file
    file.replaceSubrange(16..<24, with: CacheFile.bytes(length))
    #expect(refusal(file) == .length)
  }
}
