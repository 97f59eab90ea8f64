import ArgumentParser
import Foreframe
import ForeframeGraphCompiler

/// Where networks run.
struct DeviceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where to run: \(BackendChoice.requests). (default: FOREFRAME_DEVICE, otherwise auto)",
      valueName: "device"),
    completion: Completions.device)
  var device: String?

  @Option(
    help: ArgumentHelp(
      "Threads on the CPU. (default: FOREFRAME_THREADS, otherwise every core that may be used)",
      valueName: "count"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Operands of products: \(Precision.fp32.rawValue), or rounded to \(Precision.tf32.rawValue) (GPUs with matrix units) or \(Precision.bf16.rawValue) (these, and processors where it is faster); sums, states and weights stay in float32.",
      valueName: "precision"))
  var precision: Precision = .fp32

  /// Chooses the device and says which one and why.
  ///
  /// - Parameter writingTuning: whether the user's tuning file is about to be written, so that it may
  ///   be missing.
  func choose(writingTuning: Bool = false) throws -> BackendChoice {
    let choice = try BackendChoice.choose(
      device, threads: threads, precision: precision, tuningMayBeMissing: writingTuning)
    for warning in choice.warnings { Console.warning(warning) }
    Console.note("device: \(choice.name); \(choice.reason)")
    if choice.ownTuningCount > 0, let path = TuningFiles.path {
      Console.note("tuning: \(choice.ownTuningCount) measured choices of \(path)")
    }
    return choice
  }

  /// The device for several models.
  func choose(for models: [ForecastModel]) throws -> BackendChoice? {
    try choose(for: models.first(where: \.needsDevice) ?? models[0])
  }

  /// The device for a model. One that needs none gets none; a device that was asked for must be there all the
  /// same.
  func choose(for model: ForecastModel) throws -> BackendChoice? {
    if model.needsDevice { return try choose() }
    if device != nil || precision != .fp32 {
      _ = try BackendChoice.choose(device, threads: threads, precision: precision)
    }
    return nil
  }
}

extension Precision: ExpressibleByArgument {}
