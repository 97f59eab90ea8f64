extension SafetensorsFile {
  /// The longest header that is read, in bytes; the limit of the reference implementation.
  public static let maximumHeaderSize = 100_000_000

  /// Checks the bytes of a whole file and finds its tensors. `path` is for errors only.
  public init(parsing bytes: [UInt8], path: String) throws(SafetensorsError) {
    let length = try Self.checkHead(bytes.prefix(9), size: bytes.count, path: path)
    let data = bytes[(8 + length)...]
    let header: JSON
    do {
      header = try JSON(parsing: Array(bytes[8..<data.startIndex]))
    } catch {
      throw .json(path: path, error: error)
    }
    guard let members = header.object else {
      throw .header(path: path, reason: "the header is no object")
    }

    var metadata: [(key: String, value: String)] = []
    var tensors: [Tensor] = []
    for (name, value) in members {
      if name == "__metadata__" {
        metadata = try Self.metadata(from: value, path: path)
      } else {
        tensors.append(try Self.tensor(name, from: value, data: data, path: path))
      }
    }
    // By start, then by end, so that empty tensors come before what begins at the same place.
    tensors.sort {
      ($0.bytes.startIndex, $0.bytes.endIndex) < ($1.bytes.startIndex, $1.bytes.endIndex)
    }
    try Self.checkCover(tensors, data: data, path: path)
    self.init(path: path, metadata: metadata, tensors: tensors)
  }

  /// Checks the first nine bytes of a file.
  ///
  /// - Parameter size: of the whole file, in bytes.
  /// - Returns: the length of the JSON header after the first eight.
  @discardableResult
  static func checkHead(
    _ head: some Collection<UInt8>, size: Int, path: String
  ) throws(SafetensorsError) -> Int {
    guard head.count >= 8 else {
      throw .header(path: path, reason: "\(size) bytes are too few for a model file")
    }
    let length = head.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(maximumHeaderSize), length <= UInt64(max(size - 8, 0)) else {
      throw .header(
        path: path,
        reason: "a header of \(length) bytes does not fit a file of \(size) bytes; "
          + "it is damaged or no safetensors file")
    }
    guard length > 0, head.dropFirst(8).first == UInt8(ascii: "{") else {
      throw .header(path: path, reason: "the header does not begin with a brace")
    }
    return Int(length)
  }

  private static func metadata(
    from value: JSON, path: String
  ) throws(SafetensorsError) -> [(key: String, value: String)] {
    guard let members = value.object else {
      throw .header(path: path, reason: "__metadata__ is no object")
    }
    var metadata: [(key: String, value: String)] = []
    for (key, value) in members {
      guard let text = value.string else {
        throw .header(path: path, reason: "__metadata__ \"\(key.shown)\" is no string")
      }
      metadata.append((key, text))
    }
    return metadata
  }

  private static func tensor(
    _ name: String, from value: JSON, data: ArraySlice<UInt8>, path: String
  ) throws(SafetensorsError) -> Tensor {
    func bad(_ reason: String) -> SafetensorsError {
      .entry(path: path, tensor: name, reason: reason)
    }
    guard let members = value.object else { throw bad("its entry is no object") }
    if let key = members.keys.first(where: { !["dtype", "shape", "data_offsets"].contains($0) }) {
      throw bad("its entry has an unknown field \"\(key.shown)\"")
    }
    guard let typeName = members["dtype"]?.string else { throw bad("dtype is missing") }
    guard let type = ElementType(rawValue: typeName) else {
      throw .unknownType(path: path, tensor: name, type: typeName)
    }
    guard let shape = members["shape"].flatMap(sizes) else {
      throw bad("shape is missing or is no list of sizes")
    }
    guard let offsets = members["data_offsets"].flatMap(sizes), offsets.count == 2 else {
      throw bad("data_offsets is missing or is no pair of offsets")
    }
    let (begin, end) = (offsets[0], offsets[1])
    guard begin <= end, end <= data.count else {
      throw .outOfRange(path: path, tensor: name, begin: begin, end: end, available: data.count)
    }
    let expected = byteCount(shape, type)
    guard expected == end - begin else {
      throw .sizeMismatch(path: path, tensor: name, expected: expected, found: end - begin)
    }
    return Tensor(
      name: name, elementType: type, shape: shape, path: path,
      bytes: data[(data.startIndex + begin)..<(data.startIndex + end)])
  }

  /// Whole numbers from 0 on, or nil.
  private static func sizes(_ value: JSON) -> [Int]? {
    guard let values = value.array else { return nil }
    var sizes: [Int] = []
    for value in values {
      guard case .integer(let size) = value, size >= 0, let size = Int(exactly: size) else {
        return nil
      }
      sizes.append(size)
    }
    return sizes
  }

  /// Bytes of a tensor, or nil when they are more than an `Int` counts.
  private static func byteCount(_ shape: [Int], _ type: ElementType) -> Int? {
    var count = type.size
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      count = product
    }
    return count
  }

  /// Every byte of the data belongs to one tensor.
  private static func checkCover(
    _ tensors: [Tensor], data: ArraySlice<UInt8>, path: String
  ) throws(SafetensorsError) {
    var end = data.startIndex
    var previous = ""
    for tensor in tensors {
      if tensor.bytes.startIndex < end {
        throw .overlap(path: path, tensor: tensor.name, other: previous)
      }
      if tensor.bytes.startIndex > end {
        throw .hole(path: path, tensor: tensor.name, bytes: tensor.bytes.startIndex - end)
      }
      end = tensor.bytes.endIndex
      previous = tensor.name
    }
    if end < data.endIndex {
      throw .hole(path: path, tensor: nil, bytes: data.endIndex - end)
    }
  }
}
