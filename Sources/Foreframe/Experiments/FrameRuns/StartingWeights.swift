import ForeframeFiles
import ForeframeRecurrent
import ForeframeTraining

/// Weights of a trained model from which another training starts: with other data, or by another
/// schedule.
public struct StartingWeights: Sendable {
  /// The file that they come from.
  public let path: String
  public let weights: [Weight]
  /// What differs between the model and the experiment without keeping the weights from fitting, a
  /// sentence each.
  public let differences: [String]

  /// Reads the weights of a model for an experiment.
  ///
  /// - Parameter name: a model file, a checkpoint, or a run's folder, whose best model is taken.
  /// - Throws: ``RunError/otherNetwork(path:key:before:now:)`` if the network's parameters are others.
  public init(_ name: String, for experiment: FrameExperiment) throws {
    path = try ModelPath.resolve(name)
    let file = try ModelFile.read(path)
    let network = experiment.task.network
    let difference = file.description.json.firstDifference(to: network.json)
    // Heads may come or go: what is below them is the same network.
    func isShared(_ parameter: ParameterSpecification) -> Bool {
      network.frames.quantiles == file.description.frames.quantiles
        || !parameter.name.hasPrefix(QuantileHead.scope + ".")
    }
    let mine = network.parameters.filter(isShared)
    let theirs = file.description.parameters.filter(isShared)
    guard mine.map(\.name) == theirs.map(\.name), mine.map(\.shape) == theirs.map(\.shape) else {
      let found = difference ?? (key: "architecture", before: "another", now: "this")
      throw RunError.otherNetwork(
        path: path, key: found.key, before: found.before, now: found.now)
    }
    var known: [String: Weight] = [:]
    for weight in file.weights where theirs.contains(where: { $0.name == weight.name }) {
      known[weight.name] = weight
    }
    weights = network.parameters.enumerated().map { place, parameter in
      known[parameter.name] ?? parameter.start(seed: experiment.plan.seed, place: place)
    }
    var differences: [String] = []
    if let difference {
      differences.append(
        "model.\(difference.key) is \(difference.before) in \(path) and \(difference.now) here")
    }
    let data = experiment.data
    if file.minimum != data.minimum || file.maximum != data.maximum {
      differences.append(
        "samples \(DecimalText.brief(Double(file.minimum))) to "
          + "\(DecimalText.brief(Double(file.maximum))) were 0 to 1 for \(path), here it is "
          + "\(DecimalText.brief(Double(data.minimum))) to \(DecimalText.brief(Double(data.maximum)))"
      )
    }
    self.differences = differences
  }
}
