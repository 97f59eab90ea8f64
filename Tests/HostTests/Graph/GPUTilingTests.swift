import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeTensorGraph
import TestSupport
import Testing

/// How work is tiled for GPUs, without one.
@Suite struct GPUTilingTests {
  private static func compileTarget(units: Int, localMemory: Int = 48 << 10) -> CompileTarget {
    CompileTarget(
      vector: 4, tileVectors: 2, tilePixels: 4, parallelism: units, family: .gpu,
      localMemory: localMemory)
  }

  /// The limits that every GPU has: 256 items, 48 KiB.
  @Test func tilesFitEveryDevice() {
    for tile in GPUTile.allCases {
      #expect(tile.items <= 256 && tile.localBytes <= 48 << 10)
      #expect(tile.items * 16 * tile.quads * tile.quads == tile.rawValue * tile.rawValue)
    }
  }

  @Test func largeProblemsGetLargeTilesAndSmallOnesParts() {
    let large = GPUTiling(
      rows: 4096, columns: 512, depth: 6400, batches: 1,
      compileTarget: Self.compileTarget(units: 16))
    #expect(large == GPUTiling(tile: .large, splits: 1))
    // One sequence of a network on a device with many units.
    let single = GPUTiling(
      rows: 256, columns: 512, depth: 6400, batches: 1,
      compileTarget: Self.compileTarget(units: 132))
    #expect(single.splits >= 8)
    let tiny = GPUTiling(
      rows: 3, columns: 5, depth: 9, batches: 1, compileTarget: Self.compileTarget(units: 132))
    #expect(tiny == GPUTiling(tile: .small, splits: 1))
  }

  /// However long the sum is: parts for the sake of digits have no limit.
  @Test(arguments: [128, 1024, 4096, 8192])
  func noPartSumsMoreThanItMay(depth: Int) {
    let tiling = GPUTiling(
      rows: 64, columns: 256, depth: depth, batches: 36, longest: 128,
      compileTarget: Self.compileTarget(units: 132))
    #expect(tiling.splits * 128 >= depth)
  }

  @Test func localMemoryIsRespected() {
    for memory in [GPUTile.small.localBytes, GPUTile.medium.localBytes, 48 << 10] {
      let tiling = GPUTiling(
        rows: 9999, columns: 999, depth: 999, batches: 1,
        compileTarget: Self.compileTarget(units: 8, localMemory: memory))
      #expect(tiling.tile.localBytes <= memory)
    }
  }

  @Test(arguments: [1, 2, 3, 4], [1, 3, 5, 7])
  func remaindersOfATransposedConvolutionAreAllItsTaps(up: Int, kernel: Int) {
    var seen = 0
    for remainder in 0..<up {
      let taps = TapSelection(kernel: kernel, up: up, remainder: remainder)
      for tap in 0..<taps.count {
        let ky: Int = taps.first + up * tap
        #expect(ky < kernel)
        let found: Int = (10 + tap - taps.pad) * up
        let expected: Int = remainder + up * 10 + ky - kernel / 2
        #expect(found == expected)
      }
      seen += taps.count
    }
    #expect(seen == kernel)
  }

  @Test func reductionsFillTheirGroups() {
    for inner in [1, 2, 3, 7, 64, 65, 1000] {
      for terms in [0, 1, 5, 300, 100_000] {
        let cut = GPUReduction(terms: terms, inner: inner)
        #expect(cut.outers * cut.lanes * cut.columns == 256)
        let parts = GPUReduction.parts(outer: 3, reduced: terms, inner: inner)
        #expect(parts >= 1 && parts <= max(1, terms))
      }
    }
  }

  @Test func rowsForSimulatorsAreThere() {
    #expect(OperationTable.tiled.count == 11 && OperationTable.quickTiled.count == 3)
    #expect(OperationTable.small.count - OperationTable.quick.count == 2 * 12)
  }

  /// Programs keep their invariants however many units there are.
  @Test(arguments: OperationTable.cases + CellTable.cases)
  func programsKeepTheirInvariants(row: OperationCase) throws {
    for units in [1, 24, 132] {
      let graph = row.trial(withGradients: true).graph
      try ProgramCompiler.compile(graph, for: Self.compileTarget(units: units)).checkInvariants()
    }
  }
}
