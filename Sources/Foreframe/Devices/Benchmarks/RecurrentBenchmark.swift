import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining

/// The speed of stacked dense recurrent layers, on the work of `nn.LSTM(H, H, L)` and `nn.GRU(H, H,
/// L)` in PyTorch (`Scripts/peers/recurrent_torch.py`): known sequences in, the outputs of all time
/// steps out; in training the mean square of their difference to a target, and a step of Adam.
public struct RecurrentBenchmark: Sendable {
  /// The layers' cell.
  public enum Cell: String, Sendable, CaseIterable {
    case lstm
    case gru

    /// Gates, of each of which a time step multiplies H x H for the input and for the state.
    var gates: Int {
      switch self {
      case .lstm: 4
      case .gru: 3
      }
    }

    var kind: DenseCellKind {
      switch self {
      case .lstm: .lstm
      case .gru: .gru
      }
    }
  }

  public var cell: Cell
  /// Units of a layer, and width of the input.
  public var hidden: Int
  public var layers: Int
  /// Time steps.
  public var length: Int
  public var batch: Int
  public var task: ModelBenchmark.Task
  public var runs: Int
  /// Whether to time each launch, and to count the balance of threads.
  public var isProfiled = false

  public init(
    cell: Cell, hidden: Int = 128, layers: Int = 2, length: Int = 50, batch: Int = 1,
    task: ModelBenchmark.Task = .infer, runs: Int = 5
  ) {
    self.cell = cell
    self.hidden = hidden
    self.layers = layers
    self.length = length
    self.batch = batch
    self.task = task
    self.runs = runs
  }

  /// A timing, and what was timed.
  public struct Result: Sendable {
    public var benchmark: RecurrentBenchmark
    public var device: String
    public var threads: Int
    public var precision: Precision
    public var timing: BenchmarkTiming
    /// Seconds from the graph to a loaded program.
    public var compilation: Double
    /// Two for each multiply-add.
    public var operations: Double
    /// Bytes of the program's arena.
    public var arenaBytes: Int
    /// Launches of a step.
    public var launches: Int
    /// Where the time of a step goes, most first; empty unless asked for.
    public var shares: [ModelBenchmark.Share]
    /// The loaded program's `balance`; nil unless asked for.
    public var balance: Double?
    /// The device's measured ceilings, if it tells them.
    public var ceilings: DeviceCeilings?

    public var gigaflops: Double { operations / timing.median / 1e9 }
    public var sequencesPerSecond: Double { Double(benchmark.batch) / timing.median }

    /// Bytes of the recurrent weights read once for each time step and layer, per second: what
    /// bounds a product with few rows.
    public var weightGigabytesPerSecond: Double {
      let b = benchmark
      let weights = Double(b.cell.gates * b.hidden * b.hidden * b.layers) * 4
      return weights * Double(b.length) * (b.task == .train ? 2 : 1) / timing.median / 1e9
    }

    /// The fields that PyTorch's peer script prints, and what only this program knows.
    public var json: JSON {
      var object = JSONObject()
      object["peer"] = JSON.string("foreframe \(Version.current)")
      object["device"] = JSON.string(device)
      object["threads"] = JSON(threads)
      object["shape"] = JSON.string(benchmark.cell.rawValue)
      object["hidden"] = JSON(benchmark.hidden)
      object["layers"] = JSON(benchmark.layers)
      object["length"] = JSON(benchmark.length)
      object["batch"] = JSON(benchmark.batch)
      object["task"] = JSON.string(benchmark.task.rawValue)
      object["precision"] = JSON.string(precision.rawValue)
      object["median_s"] = JSON(timing.median)
      object["min_s"] = JSON(timing.minimum)
      object["sequences_per_s"] = JSON(sequencesPerSecond)
      object["gflop_per_s"] = JSON(gigaflops)
      object["weights_gb_per_s"] = JSON(weightGigabytesPerSecond)
      object["ceiling_gflop_per_s"] = ceilings.map { JSON($0.gigaflops) }
      object["ceiling_gb_per_s"] = ceilings.map { JSON($0.gigabytesPerSecond) }
      object["compile_s"] = JSON(compilation)
      object["arena_bytes"] = JSON(arenaBytes)
      object["step_launches"] = JSON(launches)
      object["launches"] = shares.json
      object["balance"] = balance.map { JSON($0) }
      return .object(object)
    }
  }

  /// Multiply-adds of a forward pass.
  public var multiplyAdds: Int { 2 * cell.gates * hidden * hidden * layers * length * batch }

  /// The program before it is compiled.
  public var network: NetworkGraph {
    let work = Work(benchmark: self)
    switch task {
    case .train: return TaskGraph.training(work, .adam()).network
    case .infer:
      let builder = GraphBuilder()
      let scope = ParameterScope(builder)
      builder.output("output", work.outputs(scope, builder.input("x", work.shape)))
      return NetworkGraph(graph: builder.graph(), parameters: scope.registry.specifications)
    }
  }

  /// Compiles, warms up and times.
  public func run(on choice: BackendChoice) throws -> Result {
    let measured = try NetworkTiming(
      network, output: task == .train ? "loss" : "output", runs: runs, isProfiled: isProfiled,
      on: choice.backend)
    return Result(
      benchmark: self, device: choice.name, threads: choice.backend.compileTarget.parallelism,
      precision: choice.backend.precision, timing: measured.timing,
      compilation: measured.compilation,
      operations: 2 * Double(multiplyAdds) * (task == .train ? 3 : 1),
      arenaBytes: measured.arenaBytes, launches: measured.launches, shares: measured.shares,
      balance: measured.balance, ceilings: try? choice.backend.measureCeilings())
  }

  /// The layers as a task.
  private struct Work: TrainingTask {
    typealias Batch = Never

    let benchmark: RecurrentBenchmark

    /// [T · N, H]
    var shape: Shape { [benchmark.length * benchmark.batch, benchmark.hidden] }

    func outputs(_ scope: ParameterScope, _ x: Tensor) -> Tensor {
      let stack = Stack(
        (0..<benchmark.layers).map { index in
          let inner = scope.scope("\(index)")
          let (inputs, hidden) = (benchmark.hidden, benchmark.hidden)
          return RecurrentLayer(
            benchmark.cell.kind.make(inner, inputs: inputs, hidden: hidden, start: .pyTorch))
        })
      let timeSteps = x.chunks(benchmark.length, axis: 0)
      let result = stack.run(timeSteps, state: stack.zeroState(like: timeSteps[0]))
      return concat(result.outputs, axis: 0)
    }

    func loss(_ scope: ParameterScope, _ inputs: StepInputs<Never>) -> Tensor {
      // The numbers are the benchmark's; a batch never comes.
      let x = inputs.declare("x", shape) { _ in [] }
      let target = inputs.declare("target", shape) { _ in [] }
      return Loss.meanSquared(outputs(scope, x), target, weight: nil)
    }
  }
}
