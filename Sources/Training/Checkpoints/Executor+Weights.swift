import ForeframeGraphCompiler
import ForeframeRecurrent

extension Executor {
  /// Gives a network its weights, by name: one for each parameter, and no other.
  ///
  /// - Throws: ``WeightError``, or the device's errors.
  func setWeights(_ weights: [Weight], for parameters: [ParameterSpecification]) throws {
    try weights.check(against: parameters)
    // A parameter that no result depends on is not in the program.
    for weight in weights where program.parameters[weight.name] != nil {
      try setParameter(weight.name, weight.values)
    }
  }
}
