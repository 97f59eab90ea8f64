import CForeframePNG

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why gzipped bytes cannot be decompressed.
public enum GzipError: Error, Hashable, Sendable {
  case notGzip
  case truncated
  case damaged
  /// It would have more bytes than allowed.
  case tooLarge(limit: Int)
  case noMemory
}

extension GzipError: CustomStringConvertible {
  /// A phrase for people.
  public var description: String {
    switch self {
    case .notGzip: "not a gzip file"
    case .truncated: "the gzip file is cut off"
    case .damaged: "the gzip file is damaged"
    case .tooLarge(let limit): "more than \(limit) bytes when decompressed"
    case .noMemory: "not enough memory to decompress it"
    }
  }
}

/// Decompresses gzip files in memory.
public enum Gzip {
  /// The decompressed bytes; never more than `limit`.
  public static func inflate(_ bytes: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
    var result: UnsafeMutablePointer<UInt8>?
    var count = 0
    let status = cgzip_inflate(bytes, bytes.count, limit, &result, &count)
    defer { free(result) }
    switch status {
    case CGZIP_OK: return Array(UnsafeBufferPointer(start: result, count: count))
    case CGZIP_NOT_GZIP: throw .notGzip
    case CGZIP_TRUNCATED: throw .truncated
    case CGZIP_TOO_LARGE: throw .tooLarge(limit: limit)
    case CGZIP_NO_MEMORY: throw .noMemory
    default: throw .damaged
    }
  }
}
