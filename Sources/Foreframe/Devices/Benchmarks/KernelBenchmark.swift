import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeTensorGraph

/// The speed of single kernels, each verified against the reference before it is timed.
public struct KernelBenchmark: Sendable {
  /// One kernel at one size.
  public struct Case: Sendable {
    public var name: String
    /// Multiply-adds, for kernels bound by arithmetic; otherwise bytes moved.
    public var multiplyAdds: Int
    public var bytes: Int
    /// Builds the graph at a number of images and their side; both are small for the verification.
    var build: @Sendable (GraphBuilder, Int, Int) -> Tensor
    var batch: Int
    var side: Int
  }

  /// A timing beside the machine's ceilings.
  public struct Figures: Sendable {
    public var timing: BenchmarkTiming
    public var gigaflops: Double
    public var gigabytesPerSecond: Double
    /// Share of the measured ceiling: arithmetic if the kernel has any, otherwise memory.
    public var share: Double?
    /// Largest error over the output's deviation, at the size that was verified.
    public var error: Double
  }

  /// The result of one kernel.
  public struct Row: Sendable {
    public var name: String
    /// The figures, or why it was not timed: its result is wrong, or the device refuses it.
    public var outcome: Result<Figures, UserError>

    /// For `--json`.
    public var json: JSON {
      var object = JSONObject()
      object["kernel"] = JSON.string(name)
      switch outcome {
      case .success(let figures):
        object["median_s"] = JSON(figures.timing.median)
        object["min_s"] = JSON(figures.timing.minimum)
        object["gflop_per_s"] = JSON(figures.gigaflops)
        object["gb_per_s"] = JSON(figures.gigabytesPerSecond)
        object["share_of_ceiling"] = figures.share.map { JSON($0) } ?? .null
        object["largest_error"] = JSON(figures.error)
      case .failure(let error): object["failed"] = JSON.string(error.message)
      }
      return .object(object)
    }
  }

  /// The kernels of the usual networks; on a GPU also at sizes that fill one.
  public static func cases(for kind: DeviceKind) -> [Case] {
    kind == .cpu ? usual : usual + filling
  }

  private static let filling: [Case] = [
    convolution(batch: 64, 256, 512, kernel: 5, side: 16),
    convolution(batch: 64, 256, 512, kernel: 7, side: 16),
    convolution(batch: 64, 64, 256, kernel: 3, side: 32),
    convolution(batch: 64, 1024, 1024, kernel: 1, side: 16),
    adjoint(batch: 64, 128, 512, kernel: 5, side: 16),
    filterGradient(batch: 64, 128, 512, kernel: 5, side: 16),
    filterGradient(batch: 64, 128, 512, kernel: 7, side: 16),
    gates(batch: 64, 128, side: 32),
  ]

  private static let usual: [Case] = [
    convolution(batch: 1, 256, 512, kernel: 5, side: 16),
    convolution(batch: 4, 256, 512, kernel: 5, side: 16),
    convolution(batch: 4, 128, 512, kernel: 5, side: 16),
    convolution(batch: 8, 64, 256, kernel: 3, side: 16),
    convolution(batch: 1, 64, 256, kernel: 3, side: 64),
    convolution(batch: 8, 16, 256, kernel: 3, side: 16),
    convolution(batch: 64, 64, 16, kernel: 1, side: 16),
    convolution(batch: 16, 256, 256, kernel: 1, side: 16),
    convolution(batch: 4, 64, 256, kernel: 7, side: 16),
    convolution(batch: 4, 64, 256, kernel: 9, side: 16),
    convolution(batch: 8, 64, 128, kernel: 3, side: 32, stride: 2),
    adjoint(batch: 4, 128, 512, kernel: 5, side: 16),
    adjoint(batch: 8, 64, 256, kernel: 3, side: 16),
    filterGradient(batch: 4, 128, 512, kernel: 5, side: 16),
    filterGradient(batch: 8, 64, 256, kernel: 3, side: 16),
    filterGradient(batch: 4, 64, 256, kernel: 7, side: 16),
    filterGradient(batch: 16, 256, 256, kernel: 1, side: 16),
    gates(batch: 8, 64, side: 16), gates(batch: 16, 128, side: 16),
  ]

  private static func convolution(
    batch n: Int, _ c: Int, _ o: Int, kernel k: Int, side: Int, stride: Int = 1
  ) -> Case {
    Case(
      name: "convolution \(n)x\(side)x\(side), \(c) -> \(o), \(k)x\(k)"
        + (stride == 1 ? "" : " / \(stride)"),
      multiplyAdds: n * side * side * c * o * k * k / (stride * stride), bytes: 0,
      build: { b, n, s in
        b.input("x", [n, s, s, c]).convolved(b.parameter("w", [k, k, c, o]), stride: stride)
      }, batch: n, side: side)
  }

  private static func adjoint(
    batch n: Int, _ c: Int, _ o: Int, kernel k: Int, side: Int
  ) -> Case {
    Case(
      name: "input gradient \(n)x\(side)x\(side), \(o) -> \(c), \(k)x\(k)",
      multiplyAdds: n * side * side * c * o * k * k, bytes: 0,
      build: { b, n, s in
        b.input("x", [n, s, s, o]).transposeConvolved(
          b.parameter("w", [k, k, c, o]), stride: 1, height: s, width: s)
      }, batch: n, side: side)
  }

  private static func filterGradient(
    batch n: Int, _ c: Int, _ o: Int, kernel k: Int, side: Int
  ) -> Case {
    Case(
      name: "filter gradient \(n)x\(side)x\(side), \(c) x \(o), \(k)x\(k)",
      multiplyAdds: n * side * side * c * o * k * k, bytes: 0,
      build: { b, n, s in
        b.input("x", [n, s, s, c]).filterGradient(
          b.input("w", [n, s, s, o]), stride: 1, height: k, width: k)
      }, batch: n, side: side)
  }

  /// The pointwise part of an LSTM step: four gates and a cell state in, two tensors out.
  private static func gates(batch n: Int, _ c: Int, side: Int) -> Case {
    Case(
      name: "cell update \(n)x\(side)x\(side), \(c) channels", multiplyAdds: 0,
      bytes: n * side * side * c * 7 * MemoryLayout<Float>.stride,
      build: { b, n, s in
        let gate = b.input("x", [n, s, s, 4 * c]).chunks(4, axis: -1)
        let cell =
          sigmoid(gate[1]) * b.input("w", [n, s, s, c]) + sigmoid(gate[0]) * tanh(gate[2])
        b.output("cell", cell)
        return sigmoid(gate[3]) * tanh(cell)
      }, batch: n, side: side)
  }

  /// Verifies every kernel on a small image, then times it at its size. One that is wrong does not keep
  /// the others from being measured.
  public static func run(
    on choice: BackendChoice, ceilings: DeviceCeilings?, runs: Int, report: (Row) -> Void
  ) {
    for item in cases(for: choice.backend.kind) {
      let outcome = Result { try figures(item, on: choice, ceilings: ceilings, runs: runs) }
      report(Row(name: item.name, outcome: outcome.mapError { UserError($0) }))
    }
  }

  private static func figures(
    _ item: Case, on choice: BackendChoice, ceilings: DeviceCeilings?, runs: Int
  ) throws -> Figures {
    let executor = try prepared(
      item, batch: item.batch, side: item.side, on: choice
    ) { _ in }.executor
    let error = try verify(item, as: executor.program, on: choice)
    let binding = executor.program.outputs["y"]
    let offset = binding?.offset ?? 0
    // One number back is enough to know that the device has finished.
    // A GPU needs much more work, so that the copy to the host does not count.
    let work = choice.backend.kind == .cpu ? 2e8 : 2e10
    let repeats = max(1, Int(work / Double(max(item.multiplyAdds, item.bytes))))
    let timing = try BenchmarkTiming.measure(runs: runs) {
      for _ in 0..<repeats { try executor.run() }
      var last: Float = 0
      try withUnsafeMutablePointer(to: &last) { pointer in
        try executor.loaded.read(
          into: UnsafeMutableBufferPointer(start: pointer, count: 1), at: offset)
      }
    }
    let seconds = timing.median / Double(repeats)
    let gigaflops = 2 * Double(item.multiplyAdds) / seconds / 1e9
    let gigabytes = Double(item.bytes) / seconds / 1e9
    return Figures(
      timing: BenchmarkTiming(median: seconds, minimum: timing.minimum / Double(repeats)),
      gigaflops: gigaflops, gigabytesPerSecond: gigabytes,
      share: ceilings.map {
        item.multiplyAdds > 0 ? gigaflops / $0.gigaflops : gigabytes / $0.gigabytesPerSecond
      }, error: error)
  }

  private static func prepared(
    _ item: Case, batch: Int, side: Int, on choice: BackendChoice,
    cutBy change: (inout CompileTarget) -> Void
  ) throws -> (executor: Executor, graph: Graph, values: [String: [Float]]) {
    let builder = GraphBuilder()
    builder.output("y", item.build(builder, batch, side))
    let graph = builder.graph()
    var compileTarget = choice.backend.compileTarget
    change(&compileTarget)
    let program = ProgramCompiler.compile(graph, for: compileTarget)
    let executor = try Executor(program, on: choice.backend)
    var values: [String: [Float]] = [:]
    let bindings = program.parameters.merging(program.inputs) { first, _ in first }
    for (index, name) in bindings.keys.sorted().enumerated() {
      var random = SeededRandom(seed: 7, stream: UInt64(index))
      let numbers = (0..<(bindings[name]?.count ?? 0)).map { _ in
        choice.backend.precision.rounded(Float(random.uniform() * 2 - 1))
      }
      values[name] = numbers
      if program.parameters[name] != nil {
        try executor.setParameter(name, numbers)
      } else {
        try executor.setInput(name, numbers)
      }
    }
    return (executor, graph, values)
  }

  /// Largest error of any output, against the scalar evaluator in `Double`. The operands are numbers of the
  /// precision, which rounding leaves as they are: so in each of them sums are held to what float32 allows. A few small images are computed
  /// by the same algorithm, and on a GPU cut alike, so that the same kernel is verified.
  ///
  /// - Throws: ``UserError`` if it is too large.
  private static func verify(
    _ item: Case, as large: Program, on choice: BackendChoice
  ) throws -> Double {
    let batch = min(item.batch, 4)
    let (executor, graph, values) = try prepared(
      item, batch: batch, side: 3, on: choice
    ) { compileTarget in
      compileTarget.winograd = large.usesWinograd ? .always : .never
      compileTarget.bf16 = large.usesBF16 ? .always : .never
      compileTarget.tiling = large.productTiling
    }
    try executor.run()
    let doubles = values.mapValues { $0.map(Double.init) }
    let reference = ReferenceEvaluator(graph).run(parameters: doubles, inputs: doubles)
    var deviation = Deviation(in: .deviation)
    for (name, tensor) in reference.outputs {
      deviation.compare(try executor.output(name), tensor.elements, name)
    }
    // Matrix units cut the lowest bits of their sums off instead of rounding them.
    let bound = (choice.backend.precision == .fp32 ? 1 : 2.5) * Precision.fp32.tolerance
    guard deviation.largest <= bound else {
      throw UserError("it is wrong by \(deviation)", .failed)
    }
    return deviation.largest
  }
}
