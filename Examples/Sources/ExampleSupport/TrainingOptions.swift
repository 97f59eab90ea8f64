import ArgumentParser
import Foreframe

/// How long an example trains, on what, and where it writes.
public struct TrainingOptions: ParsableArguments {
  @Option(help: "Minutes of training. Ends within a few per cent of them.")
  public var minutes: Double?

  @Option(help: "Steps of training, instead of minutes.")
  public var steps: Int?

  @Option(help: "The highest learning rate.")
  public var rate: Double?

  @Option(help: "Of first weights and of everything random; the same seed gives the same result.")
  public var seed: UInt64 = 1

  @Option(help: "auto, cpu, opencl or opencl:INDEX.")
  public var device = "auto"

  @Option(name: .shortAndLong, help: "Folder for the report; is made if it is not there.")
  public var output: String?

  public init() {}

  public func validate() throws {
    if let minutes, !(minutes > 0 && minutes < 1e5) {
      throw ValidationError("--minutes must be above 0")
    }
    if let steps, !(1...10_000_000).contains(steps) {
      throw ValidationError("--steps must be 1 or more")
    }
    if minutes != nil, steps != nil {
      throw ValidationError("--minutes and --steps exclude each other: leave one of them out")
    }
    if let rate, !(rate > 0 && rate.isFinite) {
      throw ValidationError("--rate must be above 0")
    }
  }
}
