import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeTraining

/// A network's program, compiled with made-up numbers in it and timed.
struct NetworkTiming {
  var timing: BenchmarkTiming
  /// Seconds from the graph to a loaded program.
  var compilation: Double
  var arenaBytes: Int
  /// Launches of a step.
  var launches: Int
  /// Where the time of a step goes, most first; empty unless asked for.
  var shares: [ModelBenchmark.Share]
  /// The loaded program's `balance`; nil unless asked for.
  var balance: Double?

  /// - Parameters:
  ///   - output: is read after each run, so that the run is waited for.
  ///   - isProfiled: whether to time each launch, and to count the balance of threads.
  init(
    _ network: NetworkGraph, output: String, runs: Int, isProfiled: Bool, on backend: any Backend
  ) throws {
    let start = BenchmarkTiming.now()
    let executor = try Executor(compiling: network.graph, on: backend)
    compilation = BenchmarkTiming.now() - start
    let program = executor.program
    for (index, parameter) in network.parameters.enumerated()
    where program.parameters[parameter.name] != nil {
      try executor.setParameter(
        parameter.name,
        parameter.initialiser.values(parameter.shape, seed: 0, stream: UInt64(index)))
    }
    var random = SeededRandom(seed: 1)
    for (name, binding) in program.inputs {
      let scalar: Float? = name == "rate" ? 1e-3 : (name.hasPrefix("correction") ? 1 : nil)
      try executor.setInput(
        name, (0..<binding.count).map { _ in scalar ?? Float(random.uniform()) })
    }
    timing = try BenchmarkTiming.measure(runs: runs) {
      try executor.run()
      _ = try executor.output(output)
    }
    var shares: [String: ModelBenchmark.Share] = [:]
    if isProfiled {
      for (launch, seconds) in zip(program.step, try executor.loaded.profileStep()) {
        shares[
          launch.label,
          default: ModelBenchmark.Share(label: launch.label, launches: 0, seconds: 0)
        ].launches += 1
        shares[launch.label]?.seconds += seconds
      }
    }
    launches = program.step.count
    arenaBytes = program.arenaCount * MemoryLayout<Float>.stride
    self.shares = shares.values.sorted { $0.seconds > $1.seconds }
    balance = isProfiled ? executor.loaded.balance : nil
  }
}

extension [ModelBenchmark.Share] {
  /// The launches of a step as a document has them; nil if they were not asked for.
  var json: JSON? {
    isEmpty
      ? nil
      : JSON.array(
        map {
          ["label": .string($0.label), "count": JSON($0.launches), "seconds": JSON($0.seconds)]
        })
  }
}
