import GraphCompiler
import OperationTable
import TensorGraph
import Testing

/// Where products take operands in bf16, and which launches they become.
@Suite struct ProductChoiceTests {
  private func program(
    _ bf16: BF16Use, _ winograd: WinogradUse = .wherePaying, _ build: (GraphBuilder) -> Tensor
  ) throws -> Program {
    let graph = GraphBuilder()
    graph.output("y", build(graph))
    var geometry = MemoryPlannerTests.geometry
    (geometry.bf16, geometry.winograd) = (bf16, winograd)
    let program = ProgramCompiler.compile(graph.graph(), geometry: geometry)
    try program.checkInvariants()
    return program
  }

  private func convolution(
    _ bf16: BF16Use, _ cin: Int, _ cout: Int, _ kernel: Int, stride: Int = 1,
    winograd: WinogradUse = .wherePaying
  ) throws -> Program {
    try program(bf16, winograd) { graph in
      graph.input("x", [4, 16, 16, cin]).convolved(
        graph.parameter("w", [kernel, kernel, cin, cout]), stride: stride)
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
