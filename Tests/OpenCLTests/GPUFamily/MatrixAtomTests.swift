import ForeframeGraphCompiler
import ForeframeKernelTexts
import ForeframeOpenCLBackend
import ForeframeOperationTable
import TestSupport
import Testing

/// Products for GPUs with rounded operands, around the matrix instructions in software: the tile kernel,
/// the layout of the instructions and the indices into K tiles are those of the real ones.
@Suite struct MatrixAtomTests {
  static let precisions = [Precision.tf32, .bf16]
  static let rows = OperationTable.cases.filter(\.hasProducts) + GPUTable.products
  static let cells = CellTable.cells.filter(\.hasProducts)
  /// Rows with nothing before their products that could be rounded differently.
  static let singleProducts = rows.filter { $0.trial(withGradients: false).multipliesGivenNumbers }

  private static let usualRows = TestExtent.rows(rows, usuallyEvery: 9)
  private static let usualCells = TestExtent.rows(cells, usuallyEvery: 9)

  private static let kernels: Void = SharedBackend.build(.gpu) { target in
    precisions.flatMap { precision in
      var target = target
      target.round(to: precision)
      return (usualRows + usualCells).map {
        ProgramCompiler.compile($0.trial(withGradients: true).graph, for: target)
      }
    }
  }

  /// One K tile, with no kernel around it.
  @Test(arguments: precisions, GPUTile.allCases)
  func theAtomMultiplies(precision: Precision, tile: GPUTile) throws {
    let probe = try SharedBackend.with(.gpu) { backend in
      try MatrixProbe(precision, on: backend, tile: tile)
    }
    #expect(probe.error <= Precision.fp32.tolerance)
  }

  /// In poisoned memory, twice, near the evaluator, which rounds nothing.
  @Test(arguments: usualRows, precisions)
  func agreesWithTheEvaluator(row: OperationCase, precision: Precision) throws {
    try agrees(row, precision, within: row.tolerance(in: precision))
  }

  /// The errors of some ten products one after the other add up.
  @Test(arguments: usualCells, precisions)
  func cellsAgreeWithTheEvaluator(row: OperationCase, precision: Precision) throws {
    try agrees(row, precision, within: 2 * precision.tolerance)
  }

  private func agrees(
    _ row: OperationCase, _ precision: Precision, within bound: Double
  ) throws {
    Self.kernels
    let trial = row.trial(withGradients: true)
    let found = try SharedBackend.with(.gpu) { backend in
      var compileTarget = backend.compileTarget
      compileTarget.round(to: precision)
      return try ProgramGuard(trial, compileTarget: compileTarget).snapshots(on: backend)
    }
    let deviation = Trial.deviation(found, trial.reference(), trial.name, in: .magnitude)
    #expect(deviation.largest <= bound, "\(deviation)")
    // Otherwise the bound would say nothing about this precision.
    let exact = Trial.deviation(found, trial.reference(), trial.name)
    #expect(exact.largest > Precision.fp32.tolerance, "nothing was rounded: \(exact)")
    let isEqual = found[0] == found[1]
    #expect(isEqual, "two runs differ")
  }

  /// Where rounding has nothing to do, the products are as exact as in float32.
  @Test(arguments: TestExtent.rows(singleProducts, usuallyEvery: 7), precisions)
  func roundedOperandsLoseNothing(row: OperationCase, precision: Precision) throws {
    var trial = row.trial(withGradients: false)
    trial.parameters = trial.parameters.mapValues { $0.map(precision.rounded) }
    trial.inputs = trial.inputs.mapValues { $0.map(precision.rounded) }
    let found = try SharedBackend.with(.gpu) { backend in
      var compileTarget = backend.compileTarget
      compileTarget.round(to: precision)
      return try trial.snapshots(on: backend, compileTarget: compileTarget)
    }
    let deviation = Trial.deviation(found, trial.reference(), trial.name)
    #expect(deviation.largest <= Precision.fp32.tolerance, "\(deviation)")
  }

  /// Every tile, in parts of the sum, whatever shapes ask for; in `make test` the smallest, since
  /// `GPULaunchTests` multiply in all of them.
  @Test(arguments: TestExtent.rows(GPUTable.tiled, usuallyEvery: 2), precisions)
  func agreesInEveryTile(row: OperationCase, precision: Precision) throws {
    let trial = row.trial(withGradients: true)
    for (tile, parts) in TestExtent.rows(Array(zip(GPUTile.allCases, [3, 2, 1])), usuallyAt: [0]) {
      let found = try SharedBackend.with(.gpu) { backend in
        var compileTarget = backend.compileTarget
        compileTarget.round(to: precision)
        compileTarget.tiling = GPUTiling(tile: tile, splits: parts)
        return try ProgramGuard(trial, compileTarget: compileTarget).snapshotsByLaunch(on: backend)
      }
      let deviation = Trial.deviation(found, trial.reference(), trial.name, in: .magnitude)
      #expect(deviation.largest <= precision.tolerance, "tile \(tile.rawValue): \(deviation)")
    }
  }

  @Test func thereIsSomethingToTest() {
    #expect(Self.rows.count > 60)
    #expect(Self.singleProducts.count > 30)
  }

  private static let isNVIDIA =
    TestDevices.usable.first?.vendor.uppercased().contains("NVIDIA") ?? false

  /// The instruction itself is not tried where no compiler could know it.
  @Test(.enabled(if: !isNVIDIA, "needs a device that is not one of NVIDIA's"))
  func otherVendorsAreTurnedAway() throws {
    let device = try TestDevices.device()
    for unit in [MatrixUnit.ptx, nil] {
      let backend = try OpenCLBackend(device: device, family: .gpu, matrixUnit: unit)
      #expect(backend.precisions == [.fp32])
      let reason = try #require(backend.obstacle(to: .tf32))
      #expect(reason.contains(device.vendor))
    }
    let software = try OpenCLBackend(device: device, family: .gpu, matrixUnit: .software)
    #expect(software.precisions == [.fp32, .tf32, .bf16])
    let processor = try OpenCLBackend(device: device, family: .processor, matrixUnit: .software)
    #expect(processor.precisions == [.fp32])
  }
}

extension OperationCase {
  fileprivate var hasProducts: Bool { trial(withGradients: true).usesBF16 }
}
