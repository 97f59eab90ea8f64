import ForeframeFiles

/// What a model file holds: weights by name, and in the metadata all that is needed to use them.
public protocol SavedNetwork: Sendable {
  /// The network's parameters in order.
  var weights: [Weight] { get }
  /// In the order in which it is written; see `docs/model-format.md`.
  var metadata: [(key: String, value: String)] { get }
}

extension SavedNetwork {
  /// The number of parameters.
  public var parameterCount: Int { weights.reduce(0) { $0 + $1.shape.count } }

  /// Writes the file in one atomic step.
  public func write(to path: String) throws(ModelError) {
    try SafetensorsFile.write(weights, metadata: metadata, to: path)
  }
}
