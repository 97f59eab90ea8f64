extension SafetensorsFile {
  /// A tensor to be written.
  public struct Entry: Sendable {
    /// Elements, row by row, in the type that they are stored in.
    public enum Elements: Sendable {
      case floats([Float])
      case integers([Int64])
      case bytes([UInt8])

      var elementType: ElementType {
        switch self {
        case .floats: .f32
        case .integers: .i64
        case .bytes: .u8
        }
      }

      var count: Int {
        switch self {
        case .floats(let values): values.count
        case .integers(let values): values.count
        case .bytes(let values): values.count
        }
      }
    }

    /// Its name; anything but `__metadata__`.
    public var name: String
    /// Sizes of its axes, outermost first.
    public var shape: [Int]
    /// As many as the shape says.
    public var elements: Elements

    /// A tensor of 32-bit floats.
    public init(_ name: String, shape: [Int], _ floats: [Float]) {
      self.init(name, shape: shape, elements: .floats(floats))
    }

    /// A tensor of any storable type.
    public init(_ name: String, shape: [Int], elements: Elements) {
      self.name = name
      self.shape = shape
      self.elements = elements
    }
  }

  /// Writes a file in one atomic step. The same entries and metadata give the same bytes.
  ///
  /// Tensors keep their order, except that wider elements come first, so that all are aligned.
  public static func write(
    _ entries: [Entry], metadata: [(key: String, value: String)] = [], to path: String
  ) throws(SafetensorsError) {
    let pieces = try encode(entries, metadata: metadata, path: path)
    do { try AtomicFile.write(pieces: pieces, to: path) } catch { throw .file(error) }
  }

  /// The bytes of a file in pieces: the header, then each tensor. `path` is for errors only.
  public static func encode(
    _ entries: [Entry], metadata: [(key: String, value: String)] = [], path: String
  ) throws(SafetensorsError) -> [[UInt8]] {
    var header = JSONObject()
    if !metadata.isEmpty {
      var members = JSONObject()
      for (key, value) in metadata {
        guard members[key] == nil else {
          throw .header(path: path, reason: "__metadata__ \"\(key)\" is given twice")
        }
        members[key] = .string(value)
      }
      header["__metadata__"] = .object(members)
    }

    var pieces: [[UInt8]] = [[]]
    var offset = 0
    for size in [8, 4, 1] {
      for entry in entries where entry.elements.elementType.size == size {
        guard entry.name != "__metadata__", header[entry.name] == nil else {
          throw .entry(path: path, tensor: entry.name, reason: "the name is taken")
        }
        let bytes = littleEndianBytes(entry.elements)
        let expected = entry.shape.reduce(size, *)
        guard bytes.count == expected else {
          throw .sizeMismatch(
            path: path, tensor: entry.name, expected: expected, found: bytes.count)
        }
        header[entry.name] = [
          "dtype": .string(entry.elements.elementType.rawValue),
          "shape": JSON(entry.shape),
          "data_offsets": JSON([offset, offset + bytes.count]),
        ]
        offset += bytes.count
        pieces.append(bytes)
      }
    }

    var text = Array(JSON.object(header).text().utf8)
    text += repeatElement(0x20, count: (8 - text.count % 8) % 8)
    guard text.count <= maximumHeaderSize else {
      throw .header(path: path, reason: "the header would have \(text.count) bytes")
    }
    pieces[0] = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
    return pieces
  }

  private static func littleEndianBytes(_ elements: Entry.Elements) -> [UInt8] {
    switch elements {
    case .bytes(let values): values
    case .floats(let values): bytes(of: values.map { $0.bitPattern.littleEndian })
    case .integers(let values): bytes(of: values.map(\.littleEndian))
    }
  }

  private static func bytes<Element: FixedWidthInteger>(of values: [Element]) -> [UInt8] {
    values.withUnsafeBytes { Array($0) }
  }
}
