import CForeframePNG
import ForeframeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why an idx file of digits cannot be used. Every case names the file.
public enum IdxError: Error, Hashable, Sendable {
  case file(FileError)
  /// The gzip layer is damaged, cut off or too large.
  case gzip(path: String, reason: String)
  /// Not three axes of bytes, not 28x28, empty, or of the wrong length.
  case content(path: String, reason: String)
}

extension IdxError: CustomStringConvertible {
  /// One sentence for people: the file first, then the reason.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .gzip(let path, let reason), .content(let path, let reason): "\(path.shown): \(reason)"
    }
  }
}

/// Images of 28x28 bytes in the idx format of the MNIST files, gzipped or not.
public struct IdxImages: Sendable {
  /// The most bytes that a file may have when decompressed.
  public static let maximumSize = 1 << 30

  /// The number of images, at least 1.
  public let count: Int
  private let bytes: [UInt8]

  /// Reads a file such as `train-images-idx3-ubyte.gz`.
  public static func read(_ path: String) throws(IdxError) -> IdxImages {
    var bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(path, limit: maximumSize)
    } catch {
      throw .file(error)
    }
    if bytes.starts(with: [0x1F, 0x8B]) {
      do throws(GzipError) {
        bytes = try Gzip.inflate(bytes, limit: maximumSize)
      } catch {
        throw .gzip(path: path, reason: error.description)
      }
    }
    return try IdxImages(parsing: bytes, path: path)
  }

  /// Checks the bytes of a decompressed file; `path` is for errors only.
  public init(parsing bytes: [UInt8], path: String) throws(IdxError) {
    // 0, 0, type 8 (unsigned bytes), 3 axes; then the sizes, big endian.
    guard bytes.count >= 16, bytes[..<4].elementsEqual([0, 0, 8, 3]) else {
      throw .content(path: path, reason: "not an idx file of images (three axes of bytes)")
    }
    let sizes = (0..<3).map { axis in
      (0..<4).reduce(0) { $0 << 8 | Int(bytes[4 + 4 * axis + $1]) }
    }
    let side = StrokeDigit.size
    guard sizes[1] == side, sizes[2] == side else {
      throw .content(
        path: path, reason: "images of \(sizes[2])x\(sizes[1]) where \(side)x\(side) are needed")
    }
    guard sizes[0] > 0 else { throw .content(path: path, reason: "no images") }
    guard bytes.count == 16 + sizes[0] * side * side else {
      throw .content(
        path: path, reason: "\(bytes.count) bytes are not what \(sizes[0]) images need")
    }
    count = sizes[0]
    self.bytes = bytes
  }

  /// Image number `index`, `[28, 28]`.
  public subscript(index: Int) -> [UInt8] {
    let size = StrokeDigit.size * StrokeDigit.size
    precondition(index >= 0 && index < count)
    return Array(bytes[(16 + index * size)..<(16 + (index + 1) * size)])
  }
}
