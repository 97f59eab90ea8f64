import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeRecurrent
import ForeframeTensorGraph
import Testing

/// Which pointwise launches for GPUs are computed by the product before them, and what that leaves in
/// memory.
@Suite struct GPUEpilogueTests {
  private static let tiles = GPUTiling(tile: .small, splits: 1)

  private func program(
    _ use: EpilogueUse = .wherePaying, cut: GPUTiling? = tiles, winograd: WinogradUse = .never,
    _ build: (GraphBuilder) -> [Tensor]
  ) throws -> Program {
    let graph = GraphBuilder()
    for (index, result) in build(graph).enumerated() { graph.output("y\(index)", result) }
    return try program(graph.graph(), use, cut: cut, winograd: winograd)
  }

  private func program(
    _ graph: Graph, _ use: EpilogueUse, cut: GPUTiling? = tiles, winograd: WinogradUse = .never
  ) throws -> Program {
    var compileTarget = CompileTarget(
      vector: 4, tileVectors: 2, tilePixels: 4, parallelism: 132, winograd: winograd,
      family: .gpu, localMemory: 48 << 10)
    compileTarget.epilogues = use
    compileTarget.tiling = cut
    let program = ProgramCompiler.compile(graph, for: compileTarget)
    try program.checkInvariants()
    return program
  }

  private func gates(_ graph: GraphBuilder, _ count: Int = 4) -> Tensor {
    graph.input("x", [3, 7, 9, 6]).convolved(graph.parameter("w", [3, 3, 6, 5 * count]))
  }

  /// c' and h' of a cell.
  private func update(_ graph: GraphBuilder, _ gates: Tensor) -> [Tensor] {
    let gate = gates.chunks(4, axis: -1)
    let c = sigmoid(gate[1]) * graph.input("c", [3, 7, 9, 5]) + sigmoid(gate[0]) * tanh(gate[2])
    return [sigmoid(gate[3]) * tanh(c), c]
  }

  @Test func aCellIsOneLaunch() throws {
    let program = try program { update($0, gates($0)) }
    #expect(program.prologue.map(\.label) == ["pack"])
    #expect(program.step.map(\.label) == ["convolution and pointwise"])
    let separate = try self.program(.never) { update($0, gates($0)) }
    #expect(separate.step.map(\.label) == ["convolution", "pointwise"])
    // The gates are never in memory.
    let sums = 3 * 7 * 9 * 20
    #expect(separate.slots.contains { $0.count == sums })
    #expect(!program.slots.contains { $0.count >= sums })
  }

  @Test func sumsInPartsAreFinishedWithIt() throws {
    let program = try program(cut: GPUTiling(tile: .small, splits: 2)) { update($0, gates($0)) }
    #expect(program.step.map(\.label) == ["convolution", "convolution sum and pointwise"])
  }

  @Test func winogradsOutputsAreFinishedWithIt() throws {
    let program = try program(winograd: .always) { update($0, gates($0)) }
    #expect(
      program.step.map(\.label) == [
        "winograd input", "winograd", "winograd output and pointwise",
      ])
  }

  /// Bias and addend are leaves of the tape, each as often as there are gates.
  @Test func addendsArePartOfIt() throws {
    let program = try program { graph in
      let bias = graph.parameter("b", [20]).reshaped([1, 1, 1, 20])
      return update(graph, gates(graph) + bias + graph.input("a", [3, 7, 9, 20]))
    }
    #expect(program.step.map(\.label) == ["convolution and pointwise"])
    let epilogue = try #require(program.epilogues.first)
    #expect(epilogue.gates == 4)
    #expect(epilogue.leaves.count == 4 + 4 + 1)
    #expect(epilogue.results.count == 2)
  }

  /// One gate is stored for whoever reads it, too; the others are not.
  @Test func whatOthersReadIsStored() throws {
    let program = try program { graph in
      let sums = gates(graph, 3)
      let gate = sums.chunks(3, axis: -1)
      return [sigmoid(gate[0]) * tanh(gate[2]), gate[1].sum([1, 2])]
    }
    #expect(program.step.map(\.label).first == "convolution and pointwise")
    let epilogue = try #require(program.epilogues.first)
    #expect(epilogue.gates == 3)
    #expect(epilogue.results.count == 2)
    #expect(epilogue.expression.results.last == .leaf(1))
  }

  @Test func outputsAreStoredWhole() throws {
    let program = try program { graph in
      let sums = gates(graph, 2)
      return [sums, tanh(sums.slice(axis: 3, start: 5, count: 5))]
    }
    #expect(program.step.map(\.label) == ["convolution and pointwise"])
    #expect(program.epilogues.first?.results.count == 3)
  }

  @Test func wholeSumsAreOneGate() throws {
    let program = try program { [tanh(gates($0, 2))] }
    #expect(program.step.map(\.label) == ["convolution and pointwise"])
    #expect(program.epilogues.first?.gates == 1)
    // Columns are channels: packed for whole quads alone, as without.
    let separate = try self.program(.never) { [tanh(gates($0, 2))] }
    #expect(program.prologue.count == separate.prologue.count)
  }

  /// Other pixels may belong to other work-groups.
  @Test func whatReadsOtherPixelsStaysApart() throws {
    let program = try program { graph in
      let sums = graph.input("x", [3, 9, 9, 6]).convolved(graph.parameter("w", [3, 3, 6, 5]))
      return [tanh(sums) + sums.permuted([0, 2, 1, 3])]
    }
    #expect(program.step.map(\.label) == ["convolution", "pointwise"])
  }

  @Test func unequalSlicesStayApart() throws {
    let program = try program { graph in
      let sums = gates(graph, 3)
      return [
        tanh(sums.slice(axis: 3, start: 1, count: 5)) * sums.slice(axis: 3, start: 8, count: 5)
      ]
    }
    #expect(program.step.map(\.label) == ["convolution", "pointwise"])
  }

  @Test func moreThanFourSlicesStayApart() throws {
    let program = try program { graph in
      let gate = gates(graph, 5).chunks(5, axis: -1)
      return [gate[0] * gate[4]]
    }
    #expect(program.step.map(\.label) == ["convolution", "pointwise"])
  }

  @Test func anotherShapeStaysApart() throws {
    let program = try program { graph in
      let sums = gates(graph, 1)
      return [concat([sums, tanh(graph.input("z", [3, 7, 9, 5]))], axis: 3)]
    }
    #expect(program.step.map(\.label) == ["convolution", "pointwise"])
  }

  /// A filter that changes with every run and is used once would be packed for nothing else.
  @Test func filtersAreNotPackedForIt() throws {
    func build(_ graph: GraphBuilder) -> [Tensor] {
      let filter = tanh(graph.input("f", [3, 3, 6, 8]))
      let gate = graph.input("x", [3, 7, 9, 6]).convolved(filter).chunks(2, axis: -1)
      return [sigmoid(gate[0]) * gate[1]]
    }
    let labels = ["pointwise", "convolution", "pointwise"]
    #expect(try program(.wherePaying, build).step.map(\.label) == labels)
    #expect(
      try program(.always, build).step.map(\.label)
        == ["pointwise", "pack", "convolution and pointwise"])
  }

  /// The state is read around every pixel: its memory is not free before the last one is done.
  @Test func theStateOutlivesItsConvolution() throws {
    let program = try program { graph in
      let w = graph.parameter("w", [3, 3, 8, 8])
      return [
        (0..<3).reduce(tanh(graph.input("x", [2, 12, 12, 8]))) { h, _ in
          tanh(h.convolved(w)) + h
        }
      ]
    }
    let count = 2 * 12 * 12 * 8
    var found = 0
    for launch in program.step {
      guard case .gpu(.convolutionThen(let p, let epilogue)) = launch.kernel else { continue }
      found += 1
      for result in epilogue.results {
        #expect(result.offset + count <= Int(p.x) || Int(p.x) + count <= result.offset)
      }
    }
    #expect(found == 3)
  }

  /// Those without an input depend on parameters alone: all of them is in the prologue. Layer norm stands
  /// between the products and the gates: nothing can be an epilogue there.
  private static let cells = CellTable.cells.filter {
    !$0.name.contains("without input") && !$0.name.contains("LayerNorm")
  }

  /// Every step of a sequence is one launch less, whatever the cell. The first one reads a state that is
  /// a parameter in these rows, so that its product may be in the prologue.
  @Test(arguments: cells)
  func sequencesTakeFewerLaunches(row: OperationCase) throws {
    for withGradients in [false, true] {
      let graph = row.trial(withGradients: withGradients).graph
      let fused = try program(graph, .always)
      let separate = try program(graph, .never)
      #expect(separate.epilogues.isEmpty)
      #expect(fused.epilogues.count >= 2, "\(fused.step.map(\.label))")
      #expect(fused.step.count <= separate.step.count)
      if !withGradients { #expect(fused.step.count < separate.step.count) }
    }
  }
}

extension Program {
  fileprivate var epilogues: [GPUEpilogue] {
    step.compactMap { launch in
      if case .gpu(let kernel) = launch.kernel { kernel.epilogue } else { nil }
    }
  }
}
