/// Named tensors and text metadata in the safetensors format.
///
/// Layout: eight bytes header length (little endian), a JSON header, the elements (little endian,
/// row by row) without holes. Everything is checked when it is read, before any element is used;
/// see <https://github.com/huggingface/safetensors>.
public struct SafetensorsFile: Sendable {
  /// Types of elements, by their names in the header.
  public enum ElementType: String, Sendable, CaseIterable {
    case f64 = "F64"
    case f32 = "F32"
    case f16 = "F16"
    case bf16 = "BF16"
    case i64 = "I64"
    case i32 = "I32"
    case i16 = "I16"
    case i8 = "I8"
    case u64 = "U64"
    case u32 = "U32"
    case u16 = "U16"
    case u8 = "U8"
    case bool = "BOOL"

    /// Bytes of one element.
    public var size: Int {
      switch self {
      case .f64, .i64, .u64: 8
      case .f32, .i32, .u32: 4
      case .f16, .bf16, .i16, .u16: 2
      case .i8, .u8, .bool: 1
      }
    }
  }

  /// One tensor; its elements stay as stored until they are asked for.
  public struct Tensor: Sendable {
    /// Its name in the header.
    public let name: String
    /// The type of its elements as stored.
    public let elementType: ElementType
    /// Sizes of its axes, outermost first; empty for a single number.
    public let shape: [Int]
    /// The file that it comes from, for errors.
    let path: String
    let bytes: ArraySlice<UInt8>

    /// The number of elements.
    public var count: Int { bytes.count / elementType.size }
  }

  /// Where it was read from; for errors.
  public let path: String
  /// The `__metadata__` of the header in the order of the file.
  public let metadata: [(key: String, value: String)]
  /// The tensors in the order of their data.
  public let tensors: [Tensor]
  private let index: [String: Int]

  init(path: String, metadata: [(key: String, value: String)], tensors: [Tensor]) {
    self.path = path
    self.metadata = metadata
    self.tensors = tensors
    index = Dictionary(
      tensors.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Names of the tensors in the order of their data.
  public var names: [String] { tensors.map(\.name) }

  /// The tensor of a name, or nil.
  public subscript(name: String) -> Tensor? { index[name].map { tensors[$0] } }

  /// The tensor of a name.
  public func tensor(_ name: String) throws(SafetensorsError) -> Tensor {
    guard let tensor = self[name] else { throw .missing(path: path, tensor: name) }
    return tensor
  }

  /// The metadata of a key, or nil.
  public func metadata(_ key: String) -> String? { metadata.first { $0.key == key }?.value }

  /// The largest file that is read, in bytes.
  public static let maximumSize = 4 << 30

  /// Reads and checks a file. What cannot be one is refused at its header, before the rest is read.
  public static func read(_ path: String) throws(SafetensorsError) -> SafetensorsFile {
    let head: [UInt8], size: Int
    do throws(FileError) {
      head = try FileSystem.readHead(path, count: 9)
      size = try FileSystem.size(path)
    } catch { throw .file(error) }
    try checkHead(head, size: size, path: path)
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(path, limit: maximumSize) } catch { throw .file(error) }
    return try SafetensorsFile(parsing: bytes, path: path)
  }
}
