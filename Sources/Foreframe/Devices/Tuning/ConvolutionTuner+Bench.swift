import CForeframeKernels
import ForeframeGraphCompiler
import ForeframeOperationTable

extension ConvolutionTuner {
  /// The candidates of one shape. All of them are held to the numbers of the plain one.
  struct Bench {
    let trial: TuningTrial
    let backend: any Backend
    let compileTarget: CompileTarget
    let runs: Int
    private(set) var candidates: [Candidate] = []
    /// Outputs of the plain way.
    private let expected: [String: [Double]]
    /// Runs that are timed together, so that starting and waiting do not count, on any device.
    private let repeats: Int
    /// Seconds that they take in the plain way.
    private static let longEnough = 3e-3
    /// How the programs so far are cut: different bounds may come to the same.
    private var cuts: Set<[Int64]> = []

    init(
      trial: TuningTrial, backend: any Backend, compileTarget: CompileTarget,
      plain: ConvolutionMethod, runs: Int
    ) throws {
      self.trial = trial
      self.backend = backend
      self.compileTarget = compileTarget
      self.runs = runs
      let executor = try trial.executor(trial.program(plain, compileTarget), on: backend)
      expected = try Self.outputs(executor).mapValues { $0.map(Double.init) }
      let once = try BenchmarkTiming.measure(runs: 3) {
        try executor.loaded.runStep()
        try Self.wait(for: executor)
      }
      repeats = max(1, min(1000, Int(Self.longEnough / max(once.minimum, 1e-9))))
    }

    private static func outputs(_ executor: Executor) throws -> [String: [Float]] {
      try executor.run()
      var outputs: [String: [Float]] = [:]
      for name in executor.program.outputs.keys { outputs[name] = try executor.output(name) }
      return outputs
    }

    func seconds(_ method: ConvolutionMethod) -> Double? {
      candidates.first { $0.method == method }?.seconds
    }

    /// Checks and times a candidate, unless it is cut like one before. One that a driver has no room
    /// for, or refuses to build, is no reason to leave the others unmeasured.
    mutating func add(_ method: ConvolutionMethod) throws {
      let program = trial.program(method, compileTarget)
      guard cuts.insert(program.cut).inserted else { return }
      do {
        candidates.append(try measured(method, program))
      } catch let error as any BackendError {
        candidates.append(Candidate(method: method, error: .infinity, failure: error.message))
      }
    }

    private func measured(_ method: ConvolutionMethod, _ program: Program) throws -> Candidate {
      let executor = try trial.executor(program, on: backend)
      let outputs = try Self.outputs(executor)
      var deviation = Deviation()
      for (name, values) in expected { deviation.compare(outputs[name] ?? [], values, name) }
      let bound = program.usesWinograd ? winogradTolerance : tolerance
      let isRight = deviation.largest <= bound
      return Candidate(
        method: method, error: deviation.largest,
        seconds: isRight ? try time(executor, runs: runs) : nil)
    }

    /// Times some candidates and the rule's choice in turn, and returns how many times as fast as the
    /// latter each is: the median of the rounds, since a machine's speed changes for longer than a
    /// candidate takes. The times that are known become those of the rounds.
    mutating func compare(
      _ methods: [ConvolutionMethod], with rule: ConvolutionMethod, rounds: Int
    ) throws -> [Double] {
      let all = [rule] + methods
      let executors = try all.map {
        try trial.executor(trial.program($0, compileTarget), on: backend)
      }
      for executor in executors { try executor.run() }
      var seconds = [[Double]](repeating: [], count: all.count)
      for _ in 0..<rounds {
        for (index, executor) in executors.enumerated() {
          seconds[index].append(try time(executor, runs: 1))
        }
      }
      let gains = seconds.map { times in
        let ratios = zip(seconds[0], times).map { $0 / $1 }.sorted()
        return ratios[ratios.count / 2]
      }
      for (place, method) in all.enumerated() {
        guard let index = candidates.firstIndex(where: { $0.method == method }) else { continue }
        candidates[index].seconds = seconds[place].min()
        candidates[index].gain = gains[place]
      }
      return Array(gains.dropFirst())
    }

    /// Seconds of a launch, with its share of the prologue.
    private func time(_ executor: Executor, runs: Int) throws -> Double {
      let step = try fastest { try executor.loaded.runStep() }
      let prologue =
        trial.prologueShare == 0
        ? 0 : trial.prologueShare * (try fastest { try executor.loaded.runPrologue() })
      return (step + prologue) / Double(trial.launches)

      func fastest(_ run: () throws -> Void) throws -> Double {
        let timing = try BenchmarkTiming.measure(runs: runs) {
          for _ in 0..<repeats { try run() }
          try Self.wait(for: executor)
        }
        return timing.minimum / Double(repeats)
      }
    }

    /// One number back is enough to know that the device has finished.
    private static func wait(for executor: Executor) throws {
      let offset = executor.program.outputs.values.first?.offset ?? 0
      var last: Float = 0
      try withUnsafeMutablePointer(to: &last) { pointer in
        try executor.loaded.read(
          into: UnsafeMutableBufferPointer(start: pointer, count: 1), at: offset)
      }
    }
  }
}

extension Program {
  /// The kernels of the step and the sizes by which their work is cut.
  fileprivate var cut: [Int64] {
    step.flatMap { launch -> [Int64] in
      switch launch.kernel {
      case .convolution(let p), .narrowConvolution(let p): [1, p.pixels_per_item]
      case .winograd(let p): [2, p.tiles_per_item, p.tiles_per_group, p.blocks_per_item]
      case .filterGradient(let p): [3, p.rows_per_item]
      case .winogradCorrelate(let p): [4, p.items, p.tiles_per_group]
      case .gpu(.convolution(let p)), .gpu(.convolutionThen(let p, _)): [5, p.tile, p.parts]
      case .gpu(.filterGradient(let p)): [6, p.tile, p.parts]
      case .gpu(.winogradInput), .gpu(.winogradSpread): [7]
      // Of bf16 nothing is measured.
      case .winogradFilter, .winogradCollect, .pack, .reduce, .gather, .sortRows, .scatterAdd,
        .warp, .transposedWarp, .displacementGradient, .random, .pointwise, .convolutionBF16,
        .narrowConvolutionBF16,
        .filterGradientBF16,
        .roundChannels, .roundImages, .packPairs, .gpu:
        []
      }
    }
  }
}
