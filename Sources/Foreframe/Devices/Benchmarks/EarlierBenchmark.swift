import ForeframeFiles

/// What an earlier run of `bench` measured, read from the document that `--json` printed.
public struct EarlierBenchmark: Sendable {
  private var seconds: [String: Double] = [:]

  /// - Throws: ``UserError`` if the file cannot be read or is no such document.
  public init(path: String) throws {
    let document: JSON
    do {
      document = try JSON(parsing: FileSystem.readText(path, limit: 1 << 24))
    } catch let error as JSONError {
      throw UserError("\(path): \(error)", .badData)
    }
    for row in document["kernels"]?.array ?? [] {
      if let name = row["kernel"]?.string { seconds[name] = row["median_s"]?.double }
    }
    if let shape = document["shape"]?.string, let task = document["task"]?.string,
      let batch = document["batch"]?.int
    {
      let sizes = ["hidden", "layers", "length"].compactMap { document[$0]?.int }
      seconds[Self.key(shape, sizes, batch, task)] = document["median_s"]?.double
    }
    if seconds.isEmpty { throw UserError("\(path) holds no measurements of `bench`", .badData) }
  }

  /// How many times as fast as then; nil if this was not measured.
  public func ratio(kernel: String, seconds now: Double) -> Double? {
    seconds[kernel].map { $0 / now }
  }

  /// The same for a whole network.
  public func ratio(_ result: ModelBenchmark.Result) -> Double? {
    let benchmark = result.benchmark
    let key = Self.key(benchmark.size.rawValue, [], benchmark.batch, benchmark.task.rawValue)
    return ratio(kernel: key, seconds: result.timing.median)
  }

  /// The same for layers of dense cells.
  public func ratio(_ result: RecurrentBenchmark.Result) -> Double? {
    let benchmark = result.benchmark
    let key = Self.key(
      benchmark.cell.rawValue, [benchmark.hidden, benchmark.layers, benchmark.length],
      benchmark.batch, benchmark.task.rawValue)
    return ratio(kernel: key, seconds: result.timing.median)
  }

  private static func key(_ shape: String, _ sizes: [Int], _ batch: Int, _ task: String) -> String {
    "\(shape) \(sizes), batch \(batch), \(task)"
  }
}
