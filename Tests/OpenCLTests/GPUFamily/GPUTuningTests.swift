import Foreframe
import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import ForeframeOperationTable
import ForeframeTensorGraph
import TestSupport
import Testing

/// The tuner with the kernels for GPUs, on whatever OpenCL device there is.
@Suite struct GPUTuningTests {
  private static func use(_ kind: ConvolutionShape.Kind, stride: Int = 1) -> ConvolutionUse {
    ConvolutionUse(
      shape: ConvolutionShape(
        kind: kind, kernelHeight: 5, kernelWidth: 5, stride: stride, cin: 40, cout: 136,
        images: 2, height: 15, width: 13),
      launches: 2, filters: 1, packsEveryRun: true)
  }

  /// Each kind with strides of 1 and 2; in `make test` with one of them.
  private static let kinds = ConvolutionShape.Kind.allCases.flatMap { kind in
    [1, 2].map { (kind, $0) }
  }

  @Test(arguments: TestExtent.rows(kinds, usuallyAt: [0, 3, 4]))
  func everyCutIsCheckedAndTimed(kind: ConvolutionShape.Kind, stride: Int) throws {
    let use = Self.use(kind, stride: stride)
    let result = try SharedBackend.with(.gpu) { backend in
      try ConvolutionTuner(on: backend, runs: 1).tune(use)
    }
    #expect((6...30).contains(result.candidates.count))
    for candidate in result.candidates {
      #expect(candidate.method.family == .gpu && candidate.failure == nil)
      let bound =
        candidate.method == .gpuWinograd
        ? ConvolutionTuner.winogradTolerance : ConvolutionTuner.tolerance
      #expect((candidate.seconds ?? 0) > 0 && candidate.error <= bound)
    }
    #expect(result.rule.family == .gpu)
    let transforms = result.candidates.contains { $0.method == .gpuWinograd }
    #expect(transforms == (stride == 1), "5x5 filters have Winograd's algorithm")
    #expect(result.candidates.contains { $0.method == result.choice })
    #expect(result.gain(result.rule) == 1)
  }

  /// What was found goes through a file into programs, which stay right.
  @Test func aChoiceGoesThroughAFile() throws {
    let shape = Self.use(.convolution).shape
    let cut = GPUTiling(tile: .medium, splits: 2)
    let row = OperationCase("\(shape)", range: -0.5...0.5) { b in
      [b.variable([2, 15, 13, 40]).convolved(b.variable([5, 5, 40, 136]))]
    }
    let trial = row.trial(withGradients: false)
    try SharedBackend.with(.gpu) { backend in
      var table = TuningTable()
      table.set(
        TuningTable.Entry(shape: shape, method: .gpu(cut)),
        in: TuningTable.Scope(backend.identity, isFamily: false))
      let kernels = KernelFingerprint.of(backend.identity.kernels)
      var compileTarget = backend.compileTarget
      compileTarget.choices = try TuningTable(text: table.text).choices(
        for: backend.identity, kernels: kernels)
      let program = ProgramCompiler.compile(trial.graph, for: compileTarget)
      #expect(program.productTiling == cut)
      let found = try trial.snapshots(on: backend, compileTarget: compileTarget)
      #expect(Trial.deviation(found, trial.reference(), trial.name).largest <= 2e-5)
    }
  }

  /// A tile that computes something else is never chosen, however fast.
  @Test func aWrongTileIsRefused() throws {
    let result = try SharedBackend.with(.gpu) { backend in
      let spoilt = SpoiltBackend(backend) { $0.productTiling?.tile == .large }
      return try ConvolutionTuner(on: spoilt, runs: 1).tune(Self.use(.convolution))
    }
    let refused = result.candidates.filter { $0.seconds == nil }
    #expect(!refused.isEmpty)
    #expect(refused.allSatisfy { $0.method != result.choice })
    for candidate in refused {
      if case .gpu(let cut?) = candidate.method { #expect(cut.tile == .large) }
    }
  }

  /// A device that has no room for a way of computing loses that way alone.
  @Test func aTileThatDoesNotRunIsNamed() throws {
    let result = try SharedBackend.with(.gpu) { backend in
      let small = LimitedBackend(backend) { $0.productTiling?.splits ?? 1 > 1 }
      return try ConvolutionTuner(on: small, runs: 1).tune(Self.use(.convolution))
    }
    let failed = result.candidates.filter { $0.failure != nil }
    #expect(!failed.isEmpty && failed.allSatisfy { $0.seconds == nil })
    #expect(failed.allSatisfy { $0.failure?.contains("no room") == true })
    #expect(result.candidates.contains { $0.seconds != nil && $0.method == result.choice })
  }

  /// The plain kernel, which the others are held to, must be right itself.
  @Test func aWrongPlainKernelEndsTheTuning() throws {
    try SharedBackend.with(.gpu) { backend in
      let spoilt = SpoiltBackend(backend) { $0.productTiling?.tile == .small }
      _ = #expect(throws: ConvolutionTuner.VerificationFailure.self) {
        try ConvolutionTuner(on: spoilt, runs: 1).tune(Self.use(.convolution))
      }
    }
  }

  @Test func familiesHaveNamesOfTheirOwn() throws {
    let gpu = try SharedBackend.with(.gpu) { $0.identity }
    let processor = try SharedBackend.with(.processor) { $0.identity }
    #expect(gpu.kernels == .gpu && processor.kernels == .processor)
    #expect(gpu.name != processor.name && gpu.family != processor.family)
  }
}

/// A device without room for some programs.
private final class LimitedBackend: Backend {
  private let backend: OpenCLBackend
  private let isTooLarge: (Program) -> Bool

  init(_ backend: OpenCLBackend, _ isTooLarge: @escaping (Program) -> Bool) {
    self.backend = backend
    self.isTooLarge = isTooLarge
  }

  var summary: String { backend.summary }
  var kind: DeviceKind { backend.kind }
  var compileTarget: CompileTarget { backend.compileTarget }
  var identity: DeviceIdentity { backend.identity }
  var precisions: [Precision] { backend.precisions }
  var winograd = WinogradUse.wherePaying
  var precision = Precision.fp32
  var choices = ConvolutionChoices()

  func load(_ program: Program) throws -> any LoadedProgram {
    if isTooLarge(program) {
      throw OpenCLError.outOfMemory(bytes: 1 << 30, memory: 1 << 29, device: summary)
    }
    return try backend.load(program)
  }
}
