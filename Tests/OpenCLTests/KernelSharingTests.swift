import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import ForeframeOperationTable
import ForeframeTensorGraph
import Testing

/// What a device has to compile. Compiling is most of the time of a first run, so a kernel is built once
/// and used by every program that needs it.
@Suite struct KernelSharingTests {
  @Test(arguments: KernelFamily.allCases)
  func aLoadedKernelIsNotBuiltAgain(family: KernelFamily) throws {
    let backend = try OpenCLBackend(device: TestDevices.device(), family: family)
    let row = try #require(OperationTable.cases.first { $0.name == "recurrence unrolled" })
    let program = ProgramCompiler.compile(
      row.trial(withGradients: true).graph, for: backend.compileTarget)
    _ = try backend.load(program)
    let whole = backend.built
    #expect(whole.programs > 1 && whole.kernels > whole.programs)
    // Each launch alone, which is another set of kernels every time.
    for launch in program.prologue + program.step {
      var piece = program
      piece.prologue = []
      piece.step = [launch]
      piece.step[0].follows = false
      _ = try backend.load(piece)
    }
    #expect(backend.built == whole)
  }

  /// The pointwise kernels of a program are built together.
  @Test func aProgramHasOneTextForEachVectorWidth() throws {
    let backend = try OpenCLBackend(device: TestDevices.device(), family: .gpu)
    let row = try #require(OperationTable.cases.first { $0.name == "\(ScalarFunction.tanh)" })
    let program = ProgramCompiler.compile(
      row.trial(withGradients: false).graph, for: backend.compileTarget)
    let launches = program.prologue + program.step
    #expect(launches.count > 1)
    _ = try backend.load(program)
    #expect(backend.built.programs == 1)
    #expect((1...launches.count).contains(backend.built.kernels))
  }
}
