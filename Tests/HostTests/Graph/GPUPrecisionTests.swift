import ForeframeGraphCompiler
import ForeframeOperationTable
import Testing

/// How products for GPUs are lowered with operands that are rounded.
@Suite struct GPUPrecisionTests {
  /// Their operands are rounded first, none is transformed, and the labels say so.
  @Test(arguments: [Precision.tf32, .bf16], WinogradUse.allCases)
  func everyProductIsDirect(precision: Precision, winograd: WinogradUse) {
    var compileTarget = CompileTarget(
      vector: 1, tileVectors: 2, tilePixels: 4, parallelism: 132, winograd: winograd,
      family: .gpu, localMemory: 48 << 10)
    compileTarget.round(to: precision)
    for row in OperationTable.cases {
      let trial = row.trial(withGradients: true)
      let program = ProgramCompiler.compile(trial.graph, for: compileTarget)
      #expect(!program.usesWinograd, "\(row)")
      #expect(program.precisions == (trial.usesBF16 ? [precision] : []), "\(row)")
      for launch in program.prologue + program.step {
        switch launch.kernel {
        case .gpu(.convolution), .gpu(.convolutionThen), .gpu(.filterGradient), .gpu(.round):
          #expect(launch.label.hasSuffix(" \(precision.rawValue)"))
        default: #expect(!launch.label.contains(precision.rawValue))
        }
      }
    }
  }
}
