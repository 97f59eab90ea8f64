import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeTensorGraph
import Testing

/// Where products take operands in bf16, and which launches they become.
@Suite struct ProductChoiceTests {
  private func program(
    _ bf16: BF16Use, _ winograd: WinogradUse = .wherePaying, _ build: (GraphBuilder) -> Tensor,
    adjust: (inout CompileTarget) -> Void = { _ in }
  ) throws -> Program {
    let graph = GraphBuilder()
    graph.output("y", build(graph))
    var compileTarget = MemoryPlannerTests.compileTarget
    (compileTarget.bf16, compileTarget.winograd) = (bf16, winograd)
    adjust(&compileTarget)
    let program = ProgramCompiler.compile(graph.graph(), for: compileTarget)
    try program.checkInvariants()
    return program
  }

  private func convolution(
    _ bf16: BF16Use, _ cin: Int, _ cout: Int, _ kernel: Int, stride: Int = 1,
    winograd: WinogradUse = .wherePaying, choices: ConvolutionChoices = ConvolutionChoices()
  ) throws -> Program {
    try program(bf16, winograd) { graph in
      graph.input("x", [4, 16, 16, cin]).convolved(
        graph.parameter("w", [kernel, kernel, cin, cout]), stride: stride)
    } adjust: {
      $0.choices = choices
    }
  }

  @Test func itIsChosenWhereItPays() throws {
    #expect(try convolution(.wherePaying, 64, 256, 7).usesBF16)
    #expect(try convolution(.wherePaying, 64, 256, 9).usesBF16)
    #expect(try convolution(.wherePaying, 256, 256, 1).usesBF16)
    #expect(try convolution(.wherePaying, 64, 128, 3, stride: 2).usesBF16)
    // Winograd's algorithm in float32 saves more.
    let transformed = try convolution(.wherePaying, 64, 256, 3)
    #expect(transformed.usesWinograd && !transformed.usesBF16)
    #expect(try convolution(.wherePaying, 64, 256, 3, winograd: .never).usesBF16)
    // Rounding costs more than it saves.
    #expect(try !convolution(.wherePaying, 64, 1, 1).usesBF16)
    #expect(try !convolution(.never, 64, 256, 7).usesBF16)
  }

  @Test func itCanBeForced() throws {
    #expect(try convolution(.always, 64, 256, 3).usesBF16)
    #expect(try !convolution(.always, 64, 256, 3).usesWinograd)
    #expect(try convolution(.always, 1, 1, 1).usesBF16)
    #expect(try convolution(.wherePaying, 64, 256, 5, winograd: .always).usesWinograd)
  }

  private static func shape(_ cin: Int, _ cout: Int, _ kernel: Int) -> ConvolutionShape {
    ConvolutionShape(
      kind: .convolution, kernelHeight: kernel, kernelWidth: kernel, stride: 1, cin: cin,
      cout: cout, images: 4, height: 16, width: 16)
  }

  /// Measured choices are of float32, so they count where bf16 does not pay.
  @Test func itIsChosenBeforeMeasuredChoicesAreAsked() throws {
    let choices = ConvolutionChoices([
      Self.shape(64, 256, 7): .direct(mostPixels: 16),
      Self.shape(64, 256, 3): .direct(mostPixels: 16),
      Self.shape(3, 16, 3): .winograd(),
    ])
    #expect(try convolution(.wherePaying, 64, 256, 7, choices: choices).usesBF16)
    let measured = try convolution(.wherePaying, 64, 256, 3, choices: choices)
    #expect(!measured.usesBF16 && !measured.usesWinograd)
    guard case .convolution(let p)? = measured.step.first?.kernel else {
      Issue.record("no direct convolution: \(measured.step.map(\.label))")
      return
    }
    #expect(p.pixels_per_item <= 16)
    #expect(try convolution(.always, 3, 16, 3, choices: choices).usesBF16)
  }

  @Test func kernelsForGPUsHaveNone() throws {
    let program = try program(.always) { graph in
      let x = graph.input("x", [4, 16, 16, 64]).convolved(graph.parameter("w", [7, 7, 64, 256]))
      return x.reshaped([1024, 256]).matmul(graph.parameter("v", [256, 64]))
    } adjust: {
      $0.family = .gpu; $0.localMemory = 1 << 16
    }
    #expect(!program.usesBF16)
    #expect(program.productTiling != nil)
  }

  @Test func weightsArePackedInThePrologue() throws {
    let program = try convolution(.wherePaying, 64, 256, 7)
    #expect(program.prologue.map(\.label) == ["pack"])
    #expect(program.step.map(\.label) == ["round to bf16", "convolution bf16"])
  }

  /// Channels that lie in several places are rounded to one, not copied.
  @Test func inputsAreJoinedByRounding() throws {
    let program = try program(.wherePaying) { graph in
      return concat(
        [graph.input("x", [2, 16, 16, 3]), graph.input("h", [2, 16, 16, 64])], axis: 3
      )
      .convolved(graph.parameter("w", [7, 7, 67, 256]))
    }
    #expect(program.step.map(\.label) == ["round to bf16", "convolution bf16"])
  }

  /// Pairs of images would be half empty.
  @Test func aFilterGradientOfOneImageStaysInFloat32() throws {
    func gradient(images: Int) throws -> Program {
      try program(.wherePaying) { graph in
        graph.input("x", [images, 16, 16, 64]).filterGradient(
          graph.input("dy", [images, 16, 16, 64]), stride: 1, height: 7, width: 7)
      }
    }
    #expect(try !gradient(images: 1).usesBF16)
    #expect(try gradient(images: 2).usesBF16)
  }
}
