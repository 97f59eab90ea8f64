import ForeframeGraphCompiler
import ForeframeOperationTable

extension OperationCase {
  /// Whether Winograd's algorithm would do any of it, if it were always chosen.
  public var canUseWinograd: Bool {
    let compileTarget = CompileTarget(
      vector: 16, tileVectors: 4, tilePixels: 6, parallelism: 2, winograd: .always)
    return ProgramCompiler.compile(trial(withGradients: true).graph, for: compileTarget)
      .usesWinograd
  }
}
