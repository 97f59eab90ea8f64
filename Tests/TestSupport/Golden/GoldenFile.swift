import ForeframeFiles

/// One of the files in `Tests/Golden`: numbers computed by PyTorch, in its layouts.
public struct GoldenFile: Sendable {
  private let file: SafetensorsFile

  /// Opens `Tests/Golden/NAME.safetensors`.
  public init(_ name: String) throws {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    file = try SafetensorsFile.read("/\(folder)/Golden/\(name).safetensors")
  }

  /// A tensor with its shape.
  public func tensor(_ name: String) throws -> GoldenTensor {
    let tensor = try file.tensor(name)
    return GoldenTensor(shape: tensor.shape, numbers: try tensor.floats())
  }

  /// Whether the file has a tensor.
  public func has(_ name: String) -> Bool { file[name] != nil }

  /// A setting from the metadata.
  public func setting(_ name: String) throws -> String {
    guard let value = file.metadata(name) else {
      throw SafetensorsError.missing(path: file.path, tensor: "setting \(name)")
    }
    return value
  }

  /// A setting that is a number.
  public func number(_ name: String) throws -> Double {
    guard let value = Double(try setting(name)) else {
      throw SafetensorsError.missing(path: file.path, tensor: "number \(name)")
    }
    return value
  }
}
