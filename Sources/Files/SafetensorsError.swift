/// Why a safetensors file cannot be read or written. Every case names the file.
public enum SafetensorsError: Error, Hashable, Sendable {
  /// The file could not be read or written.
  case file(FileError)
  /// The first eight bytes or the outline of the header are wrong.
  case header(path: String, reason: String)
  /// The header is no JSON, or has a key twice.
  case json(path: String, error: JSONError)
  /// A tensor's entry lacks a field, or a field has the wrong form.
  case entry(path: String, tensor: String, reason: String)
  /// A tensor's element type is not known.
  case unknownType(path: String, tensor: String, type: String)
  /// Shape times element size is not what the offsets span (bytes); nil: more than 64 bits.
  case sizeMismatch(path: String, tensor: String, expected: Int?, found: Int)
  /// The offsets reach beyond the file's data of `available` bytes, or run backwards.
  case outOfRange(path: String, tensor: String, begin: Int, end: Int, available: Int)
  /// Two tensors share bytes.
  case overlap(path: String, tensor: String, other: String)
  /// Bytes in front of a tensor, or at the end (`tensor` nil), belong to nothing.
  case hole(path: String, tensor: String?, bytes: Int)
  /// A tensor that the reader needs is not there.
  case missing(path: String, tensor: String)
  /// A tensor's elements are of another kind than asked for.
  case wrongType(path: String, tensor: String, type: String)
}

extension SafetensorsError: CustomStringConvertible {
  /// One sentence for people: the file first, then the reason.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .header(let path, let reason): "\(path.shown): \(reason)"
    case .json(let path, let error): "\(path.shown): header, \(error)"
    case .entry(let path, let tensor, let reason):
      "\(path.shown): tensor \"\(tensor.shown)\": \(reason)"
    case .unknownType(let path, let tensor, let type):
      "\(path.shown): tensor \"\(tensor.shown)\": unknown element type \"\(type.shown)\""
    case .sizeMismatch(let path, let tensor, let expected, let found):
      "\(path.shown): tensor \"\(tensor.shown)\": its shape needs "
        + (expected.map { "\($0) bytes" } ?? "more bytes than can be addressed")
        + ", its offsets span \(found)"
    case .outOfRange(let path, let tensor, let begin, let end, let available):
      "\(path.shown): tensor \"\(tensor.shown)\": offsets \(begin) to \(end) do not lie within the "
        + "\(available) bytes of data"
    case .overlap(let path, let tensor, let other):
      "\(path.shown): tensors \"\(tensor.shown)\" and \"\(other.shown)\" overlap"
    case .hole(let path, let tensor, let bytes):
      "\(path.shown): \(bytes) bytes "
        + (tensor.map { "in front of tensor \"\($0.shown)\"" } ?? "at the end")
        + " belong to no tensor"
    case .missing(let path, let tensor): "\(path.shown): there is no tensor \"\(tensor.shown)\""
    case .wrongType(let path, let tensor, let type):
      "\(path.shown): tensor \"\(tensor.shown)\": element type \(type.shown) does not fit here"
    }
  }
}
