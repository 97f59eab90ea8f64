import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTraining

/// The speed of whole networks: the same networks and work as usual PyTorch scripts measure them
/// by (stacked ConvLSTM cells, 10 frames in, 10 out, predictions fed back, 19 steps).
public struct ModelBenchmark: Sendable {
  /// A network by its usual name.
  public enum Size: String, Sendable, CaseIterable {
    /// 64x64 frames in 4x4 patches, four layers of 128 channels, 5x5 (OpenSTL ConvLSTM-S).
    case openstl
    /// 64x64 frames in 4x4 patches, two layers of 64 channels, 3x3.
    case small
    /// 64x64 frames without patches, one layer of 64 channels, 3x3.
    case full64
    /// 64x64 frames in 4x4 patches, layers of 128, 64, 64 channels, 5x5 (Shi et al.).
    case paper

    /// Channels of a (patched) frame, hidden channels, side of the filters, side of the grid.
    var sizes: (channels: Int, hidden: [Int], kernel: Int, side: Int) {
      switch self {
      case .openstl: (16, [128, 128, 128, 128], 5, 16)
      case .small: (16, [64, 64], 3, 16)
      case .full64: (1, [64], 3, 64)
      case .paper: (16, [128, 64, 64], 5, 16)
      }
    }
  }

  /// What is timed.
  public enum Task: String, Sendable, CaseIterable {
    /// A forecast of a batch.
    case infer
    /// An optimiser step (Adam) on a batch, counted as three forecasts.
    case train
  }

  public var size: Size
  public var batch: Int
  public var task: Task
  public var runs: Int
  /// Whether a training step computes its activations again instead of keeping them.
  public var recomputes = false
  /// Whether to time each launch, and to count the balance of threads.
  public var isProfiled = false

  public init(size: Size, batch: Int, task: Task, runs: Int = 5) {
    self.size = size
    self.batch = batch
    self.task = task
    self.runs = runs
  }

  /// The launches of one kind in a step.
  public struct Share: Sendable {
    public var label: String
    public var launches: Int
    public var seconds: Double
  }

  /// A timing, and what was timed.
  public struct Result: Sendable {
    public var benchmark: ModelBenchmark
    public var device: String
    public var threads: Int
    public var precision: Precision
    public var timing: BenchmarkTiming
    /// Effective: two operations per multiply-add of the direct convolutions.
    public var operations: Double
    /// Bytes of the program's arena.
    public var arenaBytes: Int
    /// Where the time of a step goes, most first; empty unless asked for.
    public var shares: [Share]
    /// The loaded program's `balance`; nil unless asked for.
    public var balance: Double?

    public var sequencesPerSecond: Double { Double(benchmark.batch) / timing.median }
    public var gigaflops: Double { operations / timing.median / 1e9 }

    /// The fields that PyTorch's peer script prints.
    public var json: JSON {
      var object = JSONObject()
      object["peer"] = JSON.string("foreframe \(Version.current)")
      object["device"] = JSON.string(device)
      object["threads"] = JSON(threads)
      object["shape"] = JSON.string(benchmark.size.rawValue)
      object["batch"] = JSON(benchmark.batch)
      object["task"] = JSON.string(benchmark.task.rawValue)
      object["precision"] = JSON.string(precision.rawValue)
      object["median_s"] = JSON(timing.median)
      object["min_s"] = JSON(timing.minimum)
      object["sequences_per_s"] = JSON(sequencesPerSecond)
      object["gflop_per_s"] = JSON(gigaflops)
      object["arena_bytes"] = JSON(arenaBytes)
      object["launches"] = shares.json
      object["balance"] = balance.map { JSON($0) }
      return .object(object)
    }
  }

  /// Multiply-adds of a batch, each convolution counted directly.
  public var multiplyAdds: Int {
    let (channels, hidden, kernel, side) = size.sizes
    var perPixel = (hidden.last ?? 0) * channels
    var inputs = channels
    for layer in hidden {
      perPixel += (inputs + layer) * 4 * layer * kernel * kernel
      inputs = layer
    }
    return perPixel * side * side * batch * 19
  }

  /// The network's program before it is compiled.
  public var network: NetworkGraph {
    let (channels, hidden, kernel, side) = size.sizes
    let description = AutoregressiveDescription(
      ConvolutionalNetwork(
        layers: hidden.map {
          ConvolutionalNetwork.Layer(channels: $0, inputKernel: kernel, stateKernel: kernel)
        }, frames: FrameInterface(channels: channels)))
    let shape = SequenceShape(inputs: 10, horizon: 10, batch: batch, height: side, width: side)
    switch task {
    case .infer: return description.forecastGraph(shape)
    case .train:
      let frames = FrameTask(description, shape, recomputes: recomputes)
      return TaskGraph.training(frames, .adam()).network
    }
  }

  /// Compiles, warms up and times.
  public func run(on choice: BackendChoice) throws -> Result {
    let measured = try NetworkTiming(
      network, output: task == .train ? "loss" : "forecast", runs: runs, isProfiled: isProfiled,
      on: choice.backend)
    return Result(
      benchmark: self, device: choice.name, threads: choice.backend.compileTarget.parallelism,
      precision: choice.backend.precision, timing: measured.timing,
      operations: 2 * Double(multiplyAdds) * (task == .train ? 3 : 1),
      arenaBytes: measured.arenaBytes, shares: measured.shares, balance: measured.balance)
  }
}
