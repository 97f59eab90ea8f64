import ForeframeCPUBackend
import ForeframeOperationTable
import ForeframeTensorGraph
import TestSupport
import Testing

/// What the rows of the operation table do not show of warps on this processor.
@Suite struct WarpTests {
  /// Nothing traps or is read outside, and what is no number stays where it is.
  @Test(arguments: WarpTrials.hostile)
  func takesEveryDisplacement(trial: Trial) throws {
    let reference = trial.reference()
    for instructionSet in CPUSettings.instructionSets {
      var single: [[String: [UInt32]]]?
      for threads in CPUSettings.threads {
        let backend = try CPUBackend(threads: threads, instructionSet: instructionSet)
        let guarded = try ProgramGuard(trial, compileTarget: backend.compileTarget)
        let found = try guarded.snapshotsByLaunch(on: backend)
        let difference = WarpTrials.difference(found, reference)
        #expect(difference == nil, "\(backend.summary)")
        let bits = found.map { $0.outputs.mapValues { $0.map(\.bitPattern) } }
        #expect(bits == single ?? bits, "\(backend.summary) differs from one thread")
        single = bits
      }
    }
  }

  /// A fraction of a pixel is as exact at the right end of a wide image as at the left one.
  @Test func fractionsAreExactInWideImages() throws {
    let width = 6000
    let graph = GraphBuilder()
    let (x, by) = (graph.input("x", [1, 1, width, 1]), graph.input("by", [1, 1, width, 2]))
    graph.output("y", x.warped(by: by, border: .nearest))
    let trial = Trial(
      "wide", graph: graph.graph(), parameters: [:],
      inputs: [
        "x": (0..<width).map { Float($0 % 2) },
        "by": (0..<2 * width).map { $0 % 2 == 0 ? Float(0.3) : 0 },
      ])
    let deviation = try trial.deviation(on: try CPUBackend(threads: 1))
    #expect(deviation.largest <= 1e-6, "\(deviation)")
  }

  /// The sums of a transposed warp do not depend on how an image is cut into bands: many images have one
  /// band each, a single one has many.
  @Test func bandsDoNotChangeSums() throws {
    let one: Shape = [1, 17, 6, 3]
    func sums(images: Int) throws -> [UInt32] {
      let graph = GraphBuilder()
      let (y, by) = (graph.input("y", [images, 17, 6, 6]), graph.input("by", [images, 17, 6, 4]))
      graph.output("x", y.transposeWarped(by: by, border: .nearest))
      func repeated(_ count: Int, _ seed: Int, _ range: ClosedRange<Float>) -> [Float] {
        let numbers = Formula.values(count, seed: seed, in: range)
        return (0..<images).flatMap { _ in numbers }
      }
      let trial = Trial(
        "bands", graph: graph.graph(), parameters: [:],
        inputs: [
          "y": repeated(one.count * 2, 1, -1...1), "by": repeated(17 * 6 * 4, 2, -20...20),
        ])
      let found = try trial.snapshots(on: try CPUBackend(threads: 2))
      return try #require(found[0].outputs["x"]).suffix(one.count).map(\.bitPattern)
    }
    #expect(try sums(images: 1) == sums(images: 20))
  }
}
