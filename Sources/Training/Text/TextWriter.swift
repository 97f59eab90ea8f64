import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph

/// Writes text with a trained ``LanguageNetwork``, symbol by symbol: the state stays on the device.
public final class TextWriter {
  private let executor: Executor

  /// - Parameter weights: the network's parameters, and no other.
  /// - Throws: ``WeightError``, or the device's errors.
  public init(_ network: LanguageNetwork, weights: [Weight], on backend: any Backend) throws {
    let builder = GraphBuilder()
    let scope = ParameterScope(builder)
    let model = network.makeModel(scope, count: 1)
    let parameters = scope.registry.specifications
    let carried = CarriedState(
      scope, like: model.zeroState, continues: builder.input("continues", [1]))
    let result = model.run(builder.input("symbol", [1]), state: carried.start)
    carried.keep(result.state)
    builder.output("logits", result.logits)
    executor = try Executor(compiling: builder.graph(), on: backend)
    try executor.setWeights(weights, for: parameters)
    for state in scope.registry.specifications.dropFirst(parameters.count) {
      try executor.setParameter(state.name, [Float](repeating: 0, count: state.shape.count))
    }
  }

  /// What comes after a beginning.
  ///
  /// - Parameters:
  ///   - beginning: at least one symbol.
  ///   - count: how many symbols to write.
  /// - Returns: what was written, without the beginning.
  public func write(
    after beginning: [Int], count: Int, _ choice: SymbolChoice, seed: UInt64
  ) throws -> [Int] {
    precondition(!beginning.isEmpty, "a text needs a beginning")
    var random = SeededRandom(seed: seed)
    for (place, symbol) in beginning.enumerated() { try read(symbol, continues: place > 0) }
    var written: [Int] = []
    while written.count < count {
      let next = choice.draw(try executor.output("logits"), &random)
      written.append(next)
      if written.count < count { try read(next, continues: true) }
    }
    return written
  }

  private func read(_ symbol: Int, continues: Bool) throws {
    try executor.setInput("symbol", [Float(symbol)])
    try executor.setInput("continues", [continues ? 1 : 0])
    try executor.run()
  }
}
