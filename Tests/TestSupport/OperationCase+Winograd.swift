import GraphCompiler
import OperationTable

extension OperationCase {
  /// Whether Winograd's algorithm would do any of it, if it were always chosen.
  public var canUseWinograd: Bool {
    let geometry = TileGeometry(
      vector: 16, tileVectors: 4, tilePixels: 6, parallelism: 2, winograd: .always)
    return ProgramCompiler.compile(trial(withGradients: true).graph, geometry: geometry)
      .usesWinograd
  }
}
