import ForeframeGraphCompiler
import ForeframeTensorGraph
import Testing

/// Programs for GPUs take measured cuts, and only those that are meant for them.
@Suite struct GPUChoiceTests {
  private static let cut = GPUTiling(tile: .medium, splits: 3)

  private func shape(
    _ kind: ConvolutionShape.Kind = .convolution, stride: Int = 1
  ) -> ConvolutionShape {
    ConvolutionShape(
      kind: kind, kernelHeight: 3, kernelWidth: 3, stride: stride, cin: 64, cout: 128, images: 4,
      height: 16, width: 16)
  }

  private func compileTarget(
    _ choices: [ConvolutionShape: ConvolutionMethod], localMemory: Int = 48 << 10,
    family: KernelFamily = .gpu
  ) -> CompileTarget {
    CompileTarget(
      vector: 16, tileVectors: 4, tilePixels: 6, parallelism: 2,
      choices: ConvolutionChoices(choices), family: family, localMemory: localMemory)
  }

  private func program(_ s: ConvolutionShape, _ compileTarget: CompileTarget) throws -> Program {
    let graph = GraphBuilder()
    let (k, small) = (s.kernelHeight, s.height / s.stride)
    switch s.kind {
    case .convolution:
      let x = graph.input("x", [s.images, s.height, s.width, s.cin])
      graph.output(
        "y", x.convolved(graph.parameter("w", [k, k, s.cin, s.cout]), stride: s.stride))
    case .adjoint:
      graph.output(
        "y",
        graph.input("x", [s.images, small, small, s.cin]).transposeConvolved(
          graph.parameter("w", [k, k, s.cout, s.cin]), stride: s.stride, height: s.height,
          width: s.width))
    case .filterGradient:
      let x = graph.input("x", [s.images, s.height, s.width, s.cin])
      let dy = graph.input("dy", [s.images, small, small, s.cout])
      graph.output("y", x.filterGradient(dy, stride: s.stride, height: k, width: k))
    }
    let program = ProgramCompiler.compile(graph.graph(), for: compileTarget)
    try program.checkInvariants()
    return program
  }

  private func cuts(_ program: Program) -> [GPUTiling] {
    program.step.compactMap { launch in
      switch launch.kernel {
      case .gpu(.convolution(let p)): GPUTiling(tile: GPUTile(side: p.tile), splits: Int(p.parts))
      case .gpu(.filterGradient(let p)):
        GPUTiling(tile: GPUTile(side: p.tile), splits: Int(p.parts))
      default: nil
      }
    }
  }

  /// With a stride every launch of a transposed convolution is cut like that.
  @Test(arguments: ConvolutionShape.Kind.allCases, [1, 2])
  func theChoiceCountsNotTheRule(kind: ConvolutionShape.Kind, stride: Int) throws {
    let shape = shape(kind, stride: stride)
    let ruled = cuts(try program(shape, compileTarget([:])))
    #expect(!ruled.isEmpty && !ruled.contains(Self.cut))
    let measured = cuts(try program(shape, compileTarget([shape: .gpu(Self.cut)])))
    #expect(measured == ruled.map { _ in Self.cut })
    var direct = compileTarget([:])
    direct.winograd = .never
    let planned = cuts(try program(shape, direct))
    #expect(cuts(try program(shape, compileTarget([shape: .gpu()]))) == planned, "as planned")
    var other = shape
    other.images += 1
    #expect(cuts(try program(shape, compileTarget([other: .gpu(Self.cut)]))) == ruled)
  }

  /// Between direct and Winograd the choice counts, too, where there is one.
  @Test(arguments: ConvolutionShape.Kind.allCases)
  func theAlgorithmIsThatOfTheChoice(kind: ConvolutionShape.Kind) throws {
    let paying = shape(kind)
    #expect(compileTarget([:]).methodByRule(paying) == .gpuWinograd)
    #expect(try program(paying, compileTarget([:])).usesWinograd)
    #expect(try !program(paying, compileTarget([paying: .gpu(Self.cut)])).usesWinograd)
    var notPaying = paying
    notPaying.cin = 3
    #expect(compileTarget([:]).methodByRule(notPaying) == .gpu())
    #expect(try program(notPaying, compileTarget([notPaying: .gpuWinograd])).usesWinograd)
    let strided = shape(kind, stride: 2)
    #expect(try !program(strided, compileTarget([strided: .gpuWinograd])).usesWinograd)
  }

  @Test func aTileThatDoesNotFitIsIgnored() throws {
    let shape = shape()
    let choice = GPUTiling(tile: .large, splits: 2)
    let small = GPUTile.medium.localBytes
    let ruled = cuts(try program(shape, compileTarget([:], localMemory: small)))
    let found = cuts(try program(shape, compileTarget([shape: .gpu(choice)], localMemory: small)))
    #expect(found == ruled)
    let roomy = cuts(try program(shape, compileTarget([shape: .gpu(choice)])))
    #expect(roomy == [choice])
  }

  /// More parts than the sum has pieces are a slip of the table, and no harm.
  @Test func partsAreNoMoreThanTheSumHas() throws {
    var shape = shape()
    (shape.kernelHeight, shape.kernelWidth, shape.cin) = (1, 1, 20)
    let choice = ConvolutionMethod.gpu(GPUTiling(tile: .small, splits: 32))
    let found = cuts(try program(shape, compileTarget([shape: choice])))
    #expect(found == [GPUTiling(tile: .small, splits: 2)])
  }

  @Test func choicesOfTheOtherFamilyAreIgnored() throws {
    for method in [ConvolutionMethod.direct(mostPixels: 12), .winograd()] {
      let found = try program(shape(), compileTarget([shape(): method]))
      #expect(cuts(found) == cuts(try program(shape(), compileTarget([:]))))
    }
    // Where Winograd's algorithm pays, and where it does not.
    for cin in [64, 3] {
      var shape = shape()
      shape.cin = cin
      let ruled = try program(shape, compileTarget([:], family: .processor))
      let found = try program(
        shape, compileTarget([shape: .gpu(Self.cut)], family: .processor))
      #expect(found.step.map(\.label) == ruled.step.map(\.label))
      #expect(found.usesWinograd == (cin == 64) && found.productTiling == nil)
    }
  }

  @Test(arguments: ConvolutionShape.Kind.allCases, [1, 132])
  func candidatesFitTheDevice(kind: ConvolutionShape.Kind, units: Int) {
    var compileTarget = compileTarget([:])
    compileTarget.parallelism = units
    let candidates = GPUTiling.candidates(for: shape(kind), compileTarget: compileTarget)
    #expect((6...29).contains(candidates.count))
    #expect(Set(candidates).count == candidates.count)
    #expect(candidates.contains(GPUTiling(tile: .small, splits: 1)))
    #expect(candidates.allSatisfy { 1...GPUTiling.mostSplits ~= $0.splits })
    compileTarget.localMemory = GPUTile.small.localBytes
    let small = GPUTiling.candidates(for: shape(kind), compileTarget: compileTarget)
    #expect(small == candidates.filter { $0.tile == .small })
  }
}
