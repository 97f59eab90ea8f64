import ForeframeRecurrent
import ForeframeTraining

/// Which parameters of a network a plan leaves as they start.
public struct FrozenParameters: Hashable, Sendable {
  /// Numbers that stay as they are, and all numbers of the network.
  public let count: Int
  public let total: Int

  /// - Throws: ``RunError/unfit(_:)`` for a pattern that means no parameter, and where nothing is left to
  ///   be trained.
  public init(_ patterns: [NamePattern], of parameters: [ParameterSpecification]) throws(RunError) {
    for pattern in patterns where !parameters.contains(where: { pattern.matches($0.name) }) {
      throw .unfit(
        "training.frozen: '\(pattern.text.shown)' is no parameter of the network, whose parameters are "
          + "\(Self.groups(parameters).joined(separator: ", "))")
    }
    func count(_ isMeant: (ParameterSpecification) -> Bool) -> Int {
      parameters.reduce(0) { $0 + (isMeant($1) ? $1.shape.count : 0) }
    }
    self.count = count { parameter in
      parameter.isFixed || patterns.contains { $0.matches(parameter.name) }
    }
    total = count { _ in true }
    guard self.count < total else {
      throw .unfit("training.frozen leaves no parameter of the network to be trained")
    }
  }

  /// The beginnings of the parameters' names, in order: `layers.0`, `layers.1`, `readout`.
  private static func groups(_ parameters: [ParameterSpecification]) -> [String] {
    var groups: [String] = []
    for parameter in parameters {
      let parts = parameter.name.split(separator: ".")
      let isNumbered = parts.count > 1 && parts[1].allSatisfy(\.isNumber)
      let group = parts.prefix(isNumbered ? 2 : 1).joined(separator: ".")
      if !groups.contains(group) { groups.append(group) }
    }
    return groups
  }
}
