import ForeframeGraphCompiler
import ForeframeTensorGraph

extension OperationCase {
  /// Distance of the symbolic gradients from central differences, both by the evaluator in double
  /// precision.
  ///
  /// Each operand is moved in a few single elements, and in two directions that move all of its
  /// elements at once, so that no element goes unchecked.
  ///
  /// - Parameter floor: the least that errors are divided by. Differences of a sum of many numbers have an
  ///   error of about 1e-10, which is large for the gradients of a deep network's innermost weights.
  public func gradientDeviation(floor: Double = 0) -> Deviation {
    let trial = trial(withGradients: true)
    let names = gradientNames
    let plain = GraphBuilder()
    let builder = CaseBuilder(plain, range: range)
    plain.output("loss", OperationCase.loss(build(builder), plain))
    let loss = ReferenceEvaluator(plain.graph())
    let values = trial.parameters.merging(trial.inputs) { first, _ in first }
      .mapValues { $0.map(Double.init) }
    let symbolic = ReferenceEvaluator(trial.graph).run(parameters: values, inputs: values).outputs

    /// The derivative of the loss when an operand moves along a direction.
    func numeric(_ name: String, along direction: [Double]) -> Double {
      let step = 1e-5 / (direction.reduce(0) { max($0, abs($1)) })
      let losses = [step, -step].map { step in
        var moved = values
        moved[name] = zip(values[name] ?? [], direction).map { $0 + step * $1 }
        return loss.run(parameters: moved, inputs: moved).outputs["loss"]?.elements[0] ?? .nan
      }
      return (losses[0] - losses[1]) / (2 * step)
    }

    var deviation = Deviation(floor: floor)
    for (index, name) in names.enumerated() {
      guard let gradient = symbolic["d\(index)"]?.elements, !gradient.isEmpty else { continue }
      let count = gradient.count
      let places = Array(stride(from: 0, to: count, by: max(1, count / 6)))
      let singles = places.map { place in
        numeric(name, along: (0..<count).map { $0 == place ? 1 : 0 })
      }
      deviation.compare(places.map { gradient[$0] }, singles, "\(self.name) by \(name)")
      let directions = (1...2).map { seed in
        Formula.values(count, seed: 1000 + seed).map(Double.init)
      }
      let slopes = directions.map { zip(gradient, $0).reduce(0) { $0 + $1.0 * $1.1 } }
      deviation.compare(
        slopes, directions.map { numeric(name, along: $0) }, "\(self.name) along all of \(name)")
    }
    return deviation
  }

  /// The operands, in the order of the outputs `d0`, `d1`, ...
  private var gradientNames: [String] {
    let builder = CaseBuilder(GraphBuilder(), range: range)
    _ = build(builder)
    return builder.variables.compactMap { variable in
      switch variable.op {
      case .parameter(let name), .input(let name): name
      case .constant, .literal, .pointwise, .reduce, .matmul, .convolution,
        .transposedConvolution, .filterGradient, .reshape, .barrier, .permute, .broadcast, .slice,
        .concat, .gather, .scatterAdd, .warp, .transposedWarp, .displacementGradient, .random:
        nil
      }
    }
  }
}
