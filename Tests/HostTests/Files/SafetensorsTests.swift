import ForeframeFiles
import TestSupport
import Testing

@Suite struct SafetensorsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The bytes of a file with any header and `count` bytes of data.
  func file(_ header: String, data count: Int, declared: UInt64? = nil) -> [UInt8] {
    let length = declared ?? UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) }
      + Array(header.utf8) + [UInt8](repeating: 0, count: count)
  }

  @Test func writesWhatItReads() throws {
    let weights: [Float] = [0, -0.0, 1.5, .pi, -.infinity, .leastNonzeroMagnitude]
    try SafetensorsFile.write(
      [
        .init("bytes", shape: [3], elements: .bytes([1, 2, 255])),
        .init("w", shape: [2, 3], weights),
        .init("empty", shape: [0, 7], []),
        .init("scalar", shape: [], [42]),
        .init("step", shape: [2], elements: .integers([.min, 7])),
      ], metadata: [("z", "1"), ("a", "{\"x\": \"é\"}")], to: folder("m.safetensors"))
    let file = try SafetensorsFile.read(folder("m.safetensors"))
    #expect(file.metadata.map(\.key) == ["z", "a"])
    #expect(file.metadata("a") == "{\"x\": \"é\"}" && file.metadata("b") == nil)
    #expect(Set(file.names) == ["bytes", "w", "empty", "scalar", "step"])
    #expect(file.names.first == "step" && file.names.last == "bytes")
    #expect(try file.tensor("w").floats().map(\.bitPattern) == weights.map(\.bitPattern))
    #expect(try file.tensor("w").shape == [2, 3])
    #expect(try file.tensor("scalar").floats() == [42])
    #expect(try file.tensor("empty").floats() == [])
    #expect(try file.tensor("step").integers() == [.min, 7])
    #expect(try file.tensor("bytes").rawBytes() == [1, 2, 255])
    #expect(throws: SafetensorsError.missing(path: file.path, tensor: "no")) {
      try file.tensor("no")
    }
    #expect(throws: SafetensorsError.wrongType(path: file.path, tensor: "step", type: "I64")) {
      try file.tensor("step").floats()
    }
    #expect(throws: SafetensorsError.self) { try file.tensor("w").integers() }
  }

  @Test func alignsAndRepeats() throws {
    for length in 1...9 {
      let name = String(repeating: "n", count: length)
      let pieces = try SafetensorsFile.encode([.init(name, shape: [1], [1])], path: "m")
      #expect(pieces[0].count % 8 == 0)
      let again = try SafetensorsFile.encode([.init(name, shape: [1], [1])], path: "m")
      #expect(pieces == again)
    }
  }

  @Test func refusesToWriteNonsense() {
    let entry = SafetensorsFile.Entry("w", shape: [1], [1])
    #expect(throws: SafetensorsError.self) {
      try SafetensorsFile.encode([entry, entry], path: "m")
    }
    #expect(throws: SafetensorsError.self) {
      try SafetensorsFile.encode([.init("__metadata__", shape: [1], [1])], path: "m")
    }
    #expect(
      throws: SafetensorsError.sizeMismatch(path: "m", tensor: "w", expected: 8, found: 4)
    ) { try SafetensorsFile.encode([.init("w", shape: [2], [1])], path: "m") }
    #expect(throws: SafetensorsError.self) {
      try SafetensorsFile.encode([entry], metadata: [("a", "1"), ("a", "2")], path: "m")
    }
    #expect(throws: SafetensorsError.self) {
      try SafetensorsFile.write([entry], to: folder("missing/m"))
    }
  }

  @Test(arguments: [
    (UInt16(0x3C00), Float(1)), (0xC000, -2), (0x7BFF, 65504), (0x0001, 0x1p-24),
    (0x03FF, 0x1.FF8p-15), (0x0400, 0x1p-14), (0x8000, -0.0), (0x7C00, .infinity),
    (0xFC00, -.infinity),
  ])
  func readsHalves(bits: UInt16, value: Float) throws {
    let header = #"{"w":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}"#
    var bytes = file(header, data: 2)
    bytes[bytes.count - 2] = UInt8(bits & 255)
    bytes[bytes.count - 1] = UInt8(bits >> 8)
    let floats = try SafetensorsFile(parsing: bytes, path: "m").tensor("w").floats()
    #expect(floats.map(\.bitPattern) == [value.bitPattern])
  }

  @Test func readsOtherTypes() throws {
    let header = """
      {"h":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]},\
      "d":{"dtype":"F64","shape":[],"data_offsets":[2,10]},\
      "i":{"dtype":"I32","shape":[1],"data_offsets":[10,14]},\
      "b":{"dtype":"BOOL","shape":[2],"data_offsets":[14,16]}}
      """
    var bytes = file(header, data: 0)
    bytes += [0x80, 0xBF]
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: (0.1).bitPattern >> UInt64(8 * $0)) }
    bytes += [0xFE, 0xFF, 0xFF, 0xFF, 0, 1]
    let file = try SafetensorsFile(parsing: bytes, path: "m")
    #expect(try file.tensor("h").floats() == [-1])
    #expect(try file.tensor("d").floats() == [0.1])
    #expect(try file.tensor("i").integers() == [-2])
    #expect(try file.tensor("b").integers() == [0, 1])
  }

  static let bad: [(header: String, data: Int, error: SafetensorsError)] = [
    (
      #"{"w":{"dtype":"F8","shape":[4],"data_offsets":[0,4]}}"#, 4,
      .unknownType(path: "m", tensor: "w", type: "F8")
    ),
    (
      #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
      .sizeMismatch(path: "m", tensor: "w", expected: 8, found: 4)
    ),
    (
      #"{"w":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#, 4,
      .sizeMismatch(path: "m", tensor: "w", expected: nil, found: 4)
    ),
    (
      #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4,
      .outOfRange(path: "m", tensor: "w", begin: 0, end: 8, available: 4)
    ),
    (
      #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}"#, 8,
      .outOfRange(path: "m", tensor: "w", begin: 8, end: 4, available: 8)
    ),
    (
      #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775803,9223372036854775807]}}"#,
      8,
      .outOfRange(
        path: "m", tensor: "w", begin: 9_223_372_036_854_775_803, end: .max, available: 8)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      8, .overlap(path: "m", tensor: "b", other: "a")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      4, .overlap(path: "m", tensor: "b", other: "a")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8,
      .hole(path: "m", tensor: "a", bytes: 4)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 7,
      .hole(path: "m", tensor: nil, bytes: 3)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{}}"#, 0,
      .json(path: "m", error: .duplicateKey(key: "a", line: 1, column: 55))
    ),
    (
      #"{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4,
      .entry(path: "m", tensor: "w", reason: "shape is missing or is no list of sizes")
    ),
    (
      #"{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, 4,
      .entry(path: "m", tensor: "w", reason: "shape is missing or is no list of sizes")
    ),
    (
      #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, 4,
      .entry(
        path: "m", tensor: "w", reason: "data_offsets is missing or is no pair of offsets")
    ),
    (
      #"{"w":{"shape":[1],"data_offsets":[0,4]}}"#, 4,
      .entry(path: "m", tensor: "w", reason: "dtype is missing")
    ),
    (
      #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}"#, 4,
      .entry(path: "m", tensor: "w", reason: "its entry has an unknown field \"x\"")
    ),
    (#"{"w":1}"#, 0, .entry(path: "m", tensor: "w", reason: "its entry is no object")),
    ("[]", 0, .header(path: "m", reason: "the header does not begin with a brace")),
    (
      #"{"__metadata__":{"a":1}}"#, 0,
      .header(path: "m", reason: "__metadata__ \"a\" is no string")
    ),
    (
      #"{"__metadata__":"a"}"#, 0, .header(path: "m", reason: "__metadata__ is no object")
    ),
    (
      "{", 0,
      .json(
        path: "m",
        error: .syntax(reason: "a key in quotes should stand here", line: 1, column: 2))
    ),
  ]

  @Test(arguments: bad.indices)
  func refuses(index: Int) {
    let (header, data, error) = Self.bad[index]
    #expect(throws: error) {
      try SafetensorsFile(parsing: file(header, data: data), path: "m")
    }
    #expect(error.description.hasPrefix("m: "))
  }

  @Test(arguments: [UInt64(3), 100_000_001, 1 << 63, .max])
  func refusesHeaderLength(length: UInt64) {
    #expect {
      try SafetensorsFile(parsing: file("{}", data: 0, declared: length), path: "m")
    } throws: {
      guard case SafetensorsError.header = $0 else { return false }
      return true
    }
  }

  @Test func refusesEveryTruncation() throws {
    let pieces = try SafetensorsFile.encode([.init("w", shape: [2], [1, 2])], path: "m")
    let bytes = pieces.flatMap { $0 }
    _ = try SafetensorsFile(parsing: bytes, path: "m")
    for count in bytes.indices {
      #expect(throws: SafetensorsError.self) {
        try SafetensorsFile(parsing: Array(bytes[..<count]), path: "m")
      }
    }
  }

  /// No damage of one byte may trap: it is refused, or read as another valid file.
  @Test func survivesEveryByte() throws {
    let pieces = try SafetensorsFile.encode(
      [.init("w", shape: [2, 1], [1, 2]), .init("b", shape: [1], [3])],
      metadata: [("k", "v")], path: "m")
    let bytes = pieces.flatMap { $0 }
    var refused = 0
    for index in bytes.indices {
      for value: UInt8 in [0, 9, 0x22, 0x2D, 0x39, 0x5D, 0x7D, 0x80, 0xFF] {
        var damaged = bytes
        damaged[index] = value
        do { _ = try SafetensorsFile(parsing: damaged, path: "m") } catch { refused += 1 }
      }
    }
    #expect(refused > bytes.count)
  }

  @Test func acceptsEmptyFileOfTensors() throws {
    let file = try SafetensorsFile(parsing: file("{}      ", data: 0), path: "m")
    #expect(file.tensors.isEmpty && file.metadata.isEmpty)
  }
}
