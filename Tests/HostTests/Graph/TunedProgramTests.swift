import ForeframeGraphCompiler
import ForeframeTensorGraph
import Testing

/// Programs compiled with measured choices use them.
@Suite struct TunedProgramTests {
  private func program(
    _ shape: ConvolutionShape, _ method: ConvolutionMethod?, _ use: WinogradUse = .wherePaying
  ) throws -> Program {
    let graph = GraphBuilder()
    let x = graph.input("x", [shape.images, shape.height, shape.width, shape.cin])
    let (k, stride) = (shape.kernelHeight, shape.stride)
    switch shape.kind {
    case .convolution:
      graph.output(
        "y", x.convolved(graph.parameter("w", [k, k, shape.cin, shape.cout]), stride: stride))
    case .adjoint:
      graph.output(
        "y",
        x.transposeConvolved(
          graph.parameter("w", [k, k, shape.cout, shape.cin]), stride: stride,
          height: shape.height, width: shape.width))
    case .filterGradient:
      let dy = graph.input("dy", [shape.images, shape.height, shape.width, shape.cout])
      graph.output("y", x.filterGradient(dy, stride: stride, height: k, width: k))
    }
    var compileTarget = MemoryPlannerTests.compileTarget
    compileTarget.winograd = use
    compileTarget.choices[shape] = method
    let program = ProgramCompiler.compile(graph.graph(), for: compileTarget)
    try program.checkInvariants()
    return program
  }

  private func shape(
    _ kind: ConvolutionShape.Kind = .convolution, kernel: Int = 3, cin: Int = 64
  ) -> ConvolutionShape {
    ConvolutionShape(
      kind: kind, kernelHeight: kernel, kernelWidth: kernel, stride: 1, cin: cin, cout: 128,
      images: 4, height: 16, width: 16)
  }

  @Test(arguments: ConvolutionShape.Kind.allCases)
  func theChoiceCountsNotTheRule(kind: ConvolutionShape.Kind) throws {
    let paying = shape(kind)
    #expect(try program(paying, nil).usesWinograd)
    #expect(try !program(paying, .direct()).usesWinograd)
    let notPaying = shape(kind, cin: 3)
    #expect(try !program(notPaying, nil).usesWinograd)
    #expect(try program(notPaying, .winograd()).usesWinograd)
    #expect(MemoryPlannerTests.compileTarget.methodByRule(paying) == .winograd())
    #expect(MemoryPlannerTests.compileTarget.methodByRule(notPaying) == .direct())
  }

  /// What the environment says wins.
  @Test func neverAndAlwaysWinAgainstChoices() throws {
    #expect(try !program(shape(), .winograd(), .never).usesWinograd)
    #expect(try program(shape(), .direct(), .always).usesWinograd)
  }

  /// A choice for which there is no algorithm is no harm.
  @Test func whatCannotBeTransformedStaysDirect() throws {
    #expect(try !program(shape(kernel: 7), .winograd()).usesWinograd)
    #expect(!MemoryPlannerTests.compileTarget.canTransform(shape(kernel: 7)))
  }

  @Test func sizesOfTheWinogradLaunchAreThoseOfTheChoice() throws {
    func cut(_ mostTiles: Int?, _ order: WinogradCut.Order?) throws -> (Int64, Int64, Int64) {
      let cut = WinogradCut(mostTiles: mostTiles, order: order)
      let program = try program(shape(kernel: 5), .winograd(cut))
      guard case .winograd(let p) = try #require(program.step.last).kernel else {
        Issue.record("another launch")
        return (0, 0, 0)
      }
      return (p.tiles_per_group, p.tiles_per_item, p.blocks_per_item)
    }
    // 256 tiles in rows of 8, two blocks of channels, two threads.
    #expect(try cut(12, .tiles) == (12, 128, 2))
    #expect(try cut(24, .blocks) == (24, 256, 1))
    #expect(try cut(1, nil).0 == 6, "at least a register tile")
    #expect(try cut(1 << 24, .tiles).0 == 132, "at most what an item has")
  }

  @Test func pixelsOfTheDirectLaunchAreThoseOfTheChoice() throws {
    func pixels(_ most: Int?) throws -> Int64 {
      let program = try program(shape(), .direct(mostPixels: most))
      guard case .convolution(let p) = try #require(program.step.last).kernel else {
        Issue.record("another launch")
        return 0
      }
      return p.pixels_per_item
    }
    #expect(try pixels(48) == 48)
    #expect(try pixels(50) == 48, "whole pairs of tiles")
    #expect(try pixels(1) == 12, "at least a pair of tiles")
    #expect(try pixels(1 << 24) == pixels(nil), "a bound, not a wish")
  }
}
