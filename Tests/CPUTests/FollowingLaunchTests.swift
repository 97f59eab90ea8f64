import CPUBackend
import GraphCompiler
import OperationTable
import Recurrent
import TensorGraph
import TestSupport
import Testing

/// Launches that run pixel by pixel behind a convolution (`Launch.follows`).
@Suite struct FollowingLaunchTests {
  private static let cells: [OperationCase] =
    [
      ("ConvLSTM", ConvLSTM.init), ("PeepholeConvLSTM", PeepholeConvLSTM.init),
      ("ConvGRU", ConvGRU.init),
    ].flatMap {
      (name: String, make: @escaping @Sendable (ParameterScope, ConvolutionalSize) -> any Cell) in
      [3, 5].map { kernel in
        OperationCase("\(name), \(kernel)x\(kernel)", range: -0.6...0.6) { b in
          let size = ConvolutionalSize(
            inputs: 3, hidden: 16, inputKernel: kernel, stateKernel: kernel, hasBias: true)
          let layer = RecurrentLayer(b.network { make($0, size) })
          let all = b.input([3, 2, 11, 13, 3])
          let frames = (0..<3).map { all.slice(axis: 0, start: $0, count: 1).squeezed(0) }
          let state = layer.zeroState(like: frames[0]).map { b.variable($0.shape) }
          let result = layer.run(frames, state: state)
          // Stacked over time behind the images: a pixel's results lie apart.
          let stacked = concat(
            result.outputs.map { $0.reshaped([2, 1, 11, 13, 16]) }, axis: 1)
          return [stacked] + result.state
        }
      }
    }

  private static let residual = OperationCase("residual", range: -0.6...0.6) { b in
    let w = b.variable([3, 3, 16, 16])
    return [(0..<3).reduce(b.variable([2, 11, 13, 16])) { h, _ in tanh(h.convolved(w)) + h }]
  }

  /// Groups of few tiles, shared out between threads.
  private static func geometry(_ graph: Graph, _ backend: CPUBackend) -> TileGeometry {
    var geometry = backend.geometry
    geometry.choices = ConvolutionChoices()
    for id in graph.nodes.indices {
      if let shape = ConvolutionShape(graph, id), geometry.canTransform(shape) {
        geometry.choices[shape] = .winograd(WinogradCut(mostTiles: 12, order: .tiles))
      }
    }
    return geometry
  }

  /// The same bytes as one launch after the other, whatever the number of threads.
  @Test(arguments: cells + [residual])
  func followingChangesNothing(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    let reference = trial.reference()
    for instructionSet in CPUSettings.instructionSets {
      for threads in CPUSettings.threads {
        let backend = try CPUBackend(threads: threads, instructionSet: instructionSet)
        let geometry = Self.geometry(trial.graph, backend)
        let program = ProgramCompiler.compile(trial.graph, geometry: geometry)
        let follows = program.step.contains { $0.follows }
        #expect(follows, "\(backend.summary)")
        let guarded = try ProgramGuard(trial, geometry: geometry)
        let apart = try guarded.snapshotsByLaunch(on: backend)
        let deviation = Trial.deviation(apart, reference, trial.name)
        #expect(deviation.largest <= 5e-5, "\(backend.summary): \(deviation)")
        let isEqual = try guarded.snapshots(on: backend) == apart
        #expect(isEqual, "\(backend.summary)")
      }
    }
  }
}
