import ArgumentParser
import ForeframeFiles
import Foreframe
import ForeframeGraphCompiler

/// Measures kernels and whole networks on a device.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure the speed of kernels and networks on this machine.",
    discussion: """
      Figures move from run to run and machine to machine; compare ratios within one minute on an \
      idle machine.

      Examples:
        foreframe bench kernels
        foreframe bench model --shape openstl --batch 4 --task train
        foreframe bench model --shape small --batch 8 --task infer --device opencl --json
        foreframe bench model --shape lstm --hidden 512 --layers 3 --length 128 --batch 32
        foreframe bench kernels --compare before.json
      """,
    subcommands: [BenchKernelsCommand.self, BenchModelCommand.self])
}

/// `--compare FILE`
struct ComparisonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A document that --json printed before: shows how many times as fast it is now.",
      valueName: "file"),
    completion: Completions.json)
  var compare: String?

  func earlier() throws -> EarlierBenchmark? { try compare.map { try EarlierBenchmark(path: $0) } }
}

/// `foreframe bench kernels`
struct BenchKernelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernels",
    abstract: "Verify and time single kernels beside the measured ceilings.")

  @Option(help: "Timed runs of each kernel; the median counts.")
  var runs = 7

  @OptionGroup var comparison: ComparisonOptions

  @Flag(help: "Print one JSON document on stdout.")
  var json = false

  @OptionGroup var device: DeviceOptions

  func validate() throws { try CountLimit.runs.check(runs, "--runs") }

  func run() throws {
    let choice = try device.choose()
    let ceilings = try choice.backend.measureCeilings()
    let earlier = try comparison.earlier()
    var rows: [KernelBenchmark.Row] = []
    if !json { try heading(choice, ceilings) }
    KernelBenchmark.run(on: choice, ceilings: ceilings, runs: runs) { row in
      rows.append(row)
      if !json { Console.write(Self.line(row, earlier) + "\n", to: 1) }
    }
    if json { try Console.result(document(choice, ceilings, rows, earlier)) }
    let failed = rows.compactMap { row in
      if case .failure(let error) = row.outcome { "\(row.name): \(error.message)" } else { nil }
    }
    if let first = failed.first {
      throw UserError(
        "\(failed.count) of \(rows.count) kernels were not timed, first \(first)", .failed)
    }
  }

  private func heading(
    _ choice: BackendChoice, _ ceilings: DeviceCeilings?
  ) throws {
    try Console.result("device: \(choice.name)")
    if let ceilings {
      try Console.result(
        "ceilings: \(Self.fixed(ceilings.gigaflops, 0)) GFLOP/s, "
          + "\(Self.fixed(ceilings.gigabytesPerSecond, 1)) GB/s copied")
    }
    try Console.result(
      Self.pad("kernel", 46) + Self.left("ms", 10) + Self.left("GFLOP/s", 10)
        + Self.left("GB/s", 8) + Self.left("ceiling", 9) + Self.left("error", 10)
        + (comparison.compare == nil ? "" : Self.left("before", 10)))
  }

  private static func line(
    _ row: KernelBenchmark.Row, _ earlier: EarlierBenchmark?
  ) -> String {
    let figures: KernelBenchmark.Figures
    switch row.outcome {
    case .success(let found): figures = found
    case .failure(let error): return pad(row.name, 46) + " not timed: " + error.message
    }
    let ratio = earlier?.ratio(kernel: row.name, seconds: figures.timing.median)
    let share = figures.share.map { fixed($0 * 100, 0) + " %" } ?? "-"
    return pad(row.name, 46) + left(fixed(figures.timing.median * 1e3, 3), 10)
      + left(figures.gigaflops > 0 ? fixed(figures.gigaflops, 1) : "-", 10)
      + left(figures.gigabytesPerSecond > 0 ? fixed(figures.gigabytesPerSecond, 1) : "-", 8)
      + left(share, 9) + left(fixed(figures.error * 1e6, 2) + "e-6", 10)
      + (ratio.map { left("x " + fixed($0, 2), 10) } ?? "")
  }

  private func document(
    _ choice: BackendChoice, _ ceilings: DeviceCeilings?,
    _ rows: [KernelBenchmark.Row], _ earlier: EarlierBenchmark?
  ) -> JSON {
    var object = JSONObject()
    object["device"] = JSON.string(choice.name)
    object["ceiling_gflop_per_s"] = ceilings.map { JSON($0.gigaflops) } ?? .null
    object["ceiling_gb_per_s"] = ceilings.map { JSON($0.gigabytesPerSecond) } ?? .null
    object["kernels"] = JSON.array(
      rows.map { row in
        guard case .success(let figures) = row.outcome,
          let ratio = earlier?.ratio(kernel: row.name, seconds: figures.timing.median),
          case .object(var entry) = row.json
        else { return row.json }
        entry["times_as_fast"] = JSON(ratio)
        return .object(entry)
      })
    return .object(object)
  }

  /// A number with a fixed count of decimals.
  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    DecimalText.fixed(value, decimals)
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func left(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}

/// `foreframe bench model`
struct BenchModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Time a whole network.",
    discussion: """
      openstl, small, full64 and paper are networks of frames: 10 frames in, 10 out, predictions fed \
      back. lstm and gru are layers of such cells on known sequences, as `nn.LSTM` of PyTorch \
      (Scripts/peers/recurrent_torch.py measures that).
      """)

  @Option(help: "The network: openstl, small, full64, paper, lstm or gru.")
  var shape: BenchmarkShape = .frames(.openstl)

  @Option(help: "Units of each layer, for lstm and gru. Default: 128.")
  var hidden: Int?

  @Option(help: "Layers, for lstm and gru. Default: 2.")
  var layers: Int?

  @Option(help: "Time steps, for lstm and gru. Default: 50.")
  var length: Int?

  @Option(help: "Sequences in a batch.")
  var batch = 1

  @Option(help: "What to time: infer or train.")
  var task: ModelBenchmark.Task = .infer

  @Option(help: "Timed runs; the median counts.")
  var runs = 5

  @Flag(help: "In training, compute activations again instead of keeping them.")
  var recompute = false

  @Flag(help: "Also show where the time of a step goes, and how evenly threads share its work.")
  var profile = false

  @OptionGroup var comparison: ComparisonOptions

  @Flag(help: "Print one JSON document on stdout.")
  var json = false

  @OptionGroup var device: DeviceOptions

  func validate() throws {
    try CountLimit.batch.check(batch, "--batch")
    try CountLimit.runs.check(runs, "--runs")
    if recompute && task == .infer {
      throw ValidationError("--recompute is for training: add --task train")
    }
    try CountLimit.units.check(hidden, "--hidden")
    try CountLimit.layers.check(layers, "--layers")
    try CountLimit.timeSteps.check(length, "--length")
    switch shape {
    case .frames:
      if hidden != nil || layers != nil || length != nil {
        throw ValidationError(
          "--hidden, --layers and --length are for --shape lstm and gru; \(shape) has its own sizes"
        )
      }
    case .layers:
      if recompute { throw ValidationError("--recompute is for networks of frames") }
    }
  }

  func run() throws {
    let choice = try device.choose()
    let earlier = try comparison.earlier()
    switch shape {
    case .frames(let size):
      var benchmark = ModelBenchmark(size: size, batch: batch, task: task, runs: runs)
      benchmark.isProfiled = profile
      benchmark.recomputes = recompute
      let result = try benchmark.run(on: choice)
      try show(
        BenchmarkLines(
          document: result.json, ratio: earlier?.ratio(result),
          summary: """
            \(size.rawValue), batch \(batch), \(task.rawValue)\(recompute ? ", recomputing" : "") on \(choice.name)
            median \(DecimalText.fixed(result.timing.median * 1e3, 1)) ms, \
            \(DecimalText.fixed(result.sequencesPerSecond, 2)) sequences/s, \
            \(DecimalText.fixed(result.gigaflops, 1)) GFLOP/s
            """, shares: result.shares, balance: result.balance, threads: result.threads))
    case .layers(let cell):
      var benchmark = RecurrentBenchmark(
        cell: cell, hidden: hidden ?? 128, layers: layers ?? 2, length: length ?? 50,
        batch: batch, task: task, runs: runs)
      benchmark.isProfiled = profile
      let result = try benchmark.run(on: choice)
      let share = result.ceilings.map {
        " (\(DecimalText.fixed(result.gigaflops / $0.gigaflops * 100, 0)) % of the ceiling)"
      }
      let traffic = result.ceilings.map {
        " (\(DecimalText.fixed(result.weightGigabytesPerSecond / $0.gigabytesPerSecond * 100, 0)) % of "
          + "what is copied)"
      }
      try show(
        BenchmarkLines(
          document: result.json, ratio: earlier?.ratio(result),
          summary: """
            \(cell.rawValue), \(benchmark.layers) x \(benchmark.hidden), \(benchmark.length) time steps, \
            batch \(batch), \(task.rawValue) on \(choice.name)
            median \(DecimalText.fixed(result.timing.median * 1e3, 2)) ms, \
            \(DecimalText.fixed(result.sequencesPerSecond, 2)) sequences/s, \
            \(DecimalText.fixed(result.gigaflops, 1)) GFLOP/s\(share ?? "")
            recurrent weights read at \(DecimalText.fixed(result.weightGigabytesPerSecond, 1)) GB/s\(traffic ?? "")
            compiled in \(DecimalText.fixed(result.compilation, 2)) s to \(result.launches) launches, \
            arena of \(DecimalText.fixed(Double(result.arenaBytes) / 1_048_576, 1)) MiB
            """, shares: result.shares, balance: result.balance, threads: result.threads))
    }
  }

  /// What is printed of a timing.
  private struct BenchmarkLines {
    var document: JSON
    var ratio: Double?
    var summary: String
    var shares: [ModelBenchmark.Share]
    var balance: Double?
    var threads: Int
  }

  private func show(_ result: BenchmarkLines) throws {
    let ratio = result.ratio
    if json {
      var document = result.document
      if let ratio, case .object(var object) = document {
        object["times_as_fast"] = JSON(ratio)
        document = .object(object)
      }
      try Console.result(document)
    } else {
      try Console.result(result.summary)
      if let ratio {
        try Console.result(
          "\(DecimalText.fixed(ratio, 2)) times as fast as in \(comparison.compare ?? "")")
      }
      let total = result.shares.reduce(0) { $0 + $1.seconds }
      for share in result.shares {
        try Console.result(
          "  \(DecimalText.fixed(share.seconds / total * 100, 1)) %  \(share.label): "
            + "\(share.launches) launches, \(DecimalText.fixed(share.seconds * 1e3, 2)) ms")
      }
      if let balance = result.balance {
        try Console.result(
          "  as it is cut, the work fills \(DecimalText.fixed(balance * 100, 1)) % of the time of "
            + "\(result.threads) threads")
      }
    }
  }
}

/// What `bench model` times.
enum BenchmarkShape: ExpressibleByArgument, CustomStringConvertible {
  case frames(ModelBenchmark.Size)
  case layers(RecurrentBenchmark.Cell)

  init?(argument: String) {
    if let size = ModelBenchmark.Size(rawValue: argument) {
      self = .frames(size)
    } else if let cell = RecurrentBenchmark.Cell(rawValue: argument) {
      self = .layers(cell)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    ModelBenchmark.Size.allCases.map(\.rawValue)
      + RecurrentBenchmark.Cell.allCases.map(\.rawValue)
  }

  var description: String {
    switch self {
    case .frames(let size): size.rawValue
    case .layers(let cell): cell.rawValue
    }
  }

  var defaultValueDescription: String { description }
}

extension ModelBenchmark.Size: ExpressibleByArgument {}
extension ModelBenchmark.Task: ExpressibleByArgument {}
