import ForeframeCPUBackend
import Foreframe
import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeTensorGraph
import TestSupport
import Testing

/// The tuner on this processor.
@Suite struct TuningTests {
  private static let use = ConvolutionUse(
    shape: ConvolutionShape(
      kind: .convolution, kernelHeight: 5, kernelWidth: 5, stride: 1, cin: 40, cout: 136,
      images: 2, height: 15, width: 13),
    launches: 4, filters: 2, packsEveryRun: true)

  private static func trial(_ kind: ConvolutionShape.Kind) -> (Trial, ConvolutionShape) {
    var shape = use.shape
    shape.kind = kind
    let row = OperationCase("\(shape)") { b in
      switch kind {
      case .convolution:
        [b.variable([2, 15, 13, 40]).convolved(b.variable([5, 5, 40, 136]))]
      case .adjoint:
        [
          b.variable([2, 15, 13, 40]).transposeConvolved(
            b.variable([5, 5, 136, 40]), stride: 1, height: 15, width: 13)
        ]
      case .filterGradient:
        [
          b.variable([2, 15, 13, 40]).filterGradient(
            b.variable([2, 15, 13, 136]), stride: 1, height: 5, width: 5)
        ]
      }
    }
    return (row.trial(withGradients: false), shape)
  }

  private static let methods: [ConvolutionMethod] =
    [nil, 1, 12, 48, 200].map { .direct(mostPixels: $0) }
    + [nil, .tiles, .blocks].flatMap { order in
      [nil, 1, 6, 24, 1000].map { .winograd(WinogradCut(mostTiles: $0, order: order)) }
    }

  /// Every size gives the numbers of the planned one, to the byte, on every instruction set and with
  /// any number of threads; and both algorithms are near the evaluator.
  @Test(arguments: ConvolutionShape.Kind.allCases)
  func sizesDoNotChangeNumbers(kind: ConvolutionShape.Kind) throws {
    let (trial, shape) = Self.trial(kind)
    let reference = trial.reference()
    for instructionSet in CPUSettings.instructionSets {
      var direct: [Trial.Snapshot<Float>]?
      var transformed: [Trial.Snapshot<Float>]?
      for threads in CPUSettings.threads {
        let backend = try CPUBackend(threads: threads, instructionSet: instructionSet)
        for method in Self.methods {
          backend.choices = ConvolutionChoices([shape: method])
          let found = try trial.snapshots(on: backend)
          if case .direct = method {
            direct = direct ?? found
            let isEqual = found == direct
            #expect(isEqual, "\(instructionSet), \(threads) threads, \(method)")
          } else {
            transformed = transformed ?? found
            let isEqual = found == transformed
            #expect(isEqual, "\(instructionSet), \(threads) threads, \(method)")
          }
        }
      }
      for found in [try #require(direct), try #require(transformed)] {
        #expect(Trial.deviation(found, reference, trial.name).largest <= 5e-5)
      }
      let differ = direct != transformed
      #expect(differ, "the choice of the algorithm does round differently")
    }
  }

  @Test(arguments: ConvolutionShape.Kind.allCases)
  func everyCandidateIsCheckedAndTimed(kind: ConvolutionShape.Kind) throws {
    var use = Self.use
    use.shape.kind = kind
    let result = try ConvolutionTuner(on: CPUBackend(threads: 2), runs: 1).tune(use)
    #expect((2...30).contains(result.candidates.count))
    #expect(result.candidates.allSatisfy { ($0.seconds ?? 0) > 0 })
    #expect(result.candidates.contains { $0.method == .direct() && $0.error == 0 })
    #expect(result.candidates.contains { $0.method == .winograd() && $0.error > 0 })
    #expect(result.candidates.contains { $0.method == result.choice })
    #expect(result.gain(result.rule) == 1)
  }

  /// Strides have no other algorithm than the direct one.
  @Test(arguments: ConvolutionShape.Kind.allCases)
  func stridesAreTunedToo(kind: ConvolutionShape.Kind) throws {
    var use = Self.use
    (use.shape.kind, use.shape.stride) = (kind, 2)
    let result = try ConvolutionTuner(on: CPUBackend(threads: 2), runs: 1).tune(use)
    #expect(result.rule == .direct())
    for candidate in result.candidates {
      guard case .direct = candidate.method else {
        Issue.record("\(candidate.method) for stride 2")
        continue
      }
      #expect(candidate.seconds != nil)
    }
  }

  /// The check can fail: Winograd's numbers are spoilt, and none of it is chosen, however fast.
  @Test func aWrongCandidateIsRefused() throws {
    let backend = SpoiltBackend(try CPUBackend(threads: 2)) { $0.usesWinograd }
    let result = try ConvolutionTuner(on: backend, runs: 1).tune(Self.use)
    #expect(result.rule == .winograd())
    let refused = result.candidates.filter { $0.seconds == nil }
    #expect(refused.map(\.method) == [.winograd()])
    #expect(refused.allSatisfy { $0.error > ConvolutionTuner.winogradTolerance })
    guard case .direct = result.choice else {
      Issue.record("\(result.choice) was chosen")
      return
    }
  }

  /// All candidates are held to the direct kernel, which must be right itself.
  @Test func aWrongDirectKernelEndsTheTuning() throws {
    let backend = SpoiltBackend(try CPUBackend(threads: 2)) { !$0.usesWinograd }
    #expect(throws: ConvolutionTuner.VerificationFailure.self) {
      try ConvolutionTuner(on: backend, runs: 1).tune(Self.use)
    }
  }

  @Test func aProcessorHasANameAndAFamily() throws {
    let plain = try CPUBackend(threads: 1, instructionSet: "plain").identity
    let best = try CPUBackend(threads: 2).identity
    #expect(!plain.name.isEmpty && plain.name == best.name)
    #expect(plain.family.contains("plain") && plain.driver.contains("plain"))
    // Choices hold for any number of threads, so that this changes no byte.
    #expect(best == (try CPUBackend(threads: 3).identity))
  }
}
