import ForeframeFiles
import ForeframeRecurrent

extension SafetensorsFile {
  /// The weights of a network's parameters, in their order; each must be there, finite and of its
  /// shape.
  ///
  /// No other tensor may be there, but those of a checkpoint's optimiser (`optimiser.*`), which are
  /// left out; the moving averages of weights among them are taken in place of the weights.
  public func weights(
    of parameters: [ParameterSpecification]
  ) throws(ModelError) -> [Weight] {
    var weights: [Weight] = []
    for parameter in parameters {
      guard let tensor = self[WeightAverage.name(of: parameter.name)] ?? self[parameter.name] else {
        throw .missingTensor(path: path, name: parameter.name)
      }
      guard tensor.shape == parameter.shape.sizes else {
        throw .wrongShape(
          path: path, name: parameter.name, expected: parameter.shape.sizes, found: tensor.shape)
      }
      let values: [Float]
      do { values = try tensor.floats() } catch { throw .file(error) }
      guard values.allSatisfy(\.isFinite) else {
        throw .notFinite(path: path, name: parameter.name)
      }
      weights.append(Weight(name: parameter.name, shape: parameter.shape, values: values))
    }
    let known = Set(parameters.map(\.name))
    for name in names where !known.contains(name) && !name.hasPrefix("optimiser.") {
      throw .unexpectedTensor(path: path, name: name)
    }
    return weights
  }

  /// Writes weights with their metadata in one atomic step.
  public static func write(
    _ weights: [Weight], metadata: [(key: String, value: String)], to path: String
  ) throws(ModelError) {
    do {
      try write(
        weights.map { Entry($0.name, shape: $0.shape.sizes, $0.values) }, metadata: metadata,
        to: path)
    } catch { throw .file(error) }
  }
}
