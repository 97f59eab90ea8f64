import ForeframeGraphCompiler
import ForeframeOperationTable

/// Finds the fastest way to compute a shape on a device: every candidate is checked, then timed.
public final class ConvolutionTuner {
  /// A way that was tried.
  public struct Candidate: Hashable, Sendable {
    public var method: ConvolutionMethod
    /// Largest error against the plain way, over the deviation of its result; infinite if the candidate
    /// did not run.
    public var error: Double
    /// Of a launch; nil: refused, because its numbers are wrong or it did not run.
    public var seconds: Double?
    /// Why it did not run.
    public var failure: String?
    /// How many times as fast as the rule's choice in the same moments; nil if they were not compared.
    public var gain: Double?
  }

  /// What came of a shape.
  public struct Result: Sendable {
    public var use: ConvolutionUse
    public var candidates: [Candidate]
    /// What the cost rule would do, and what is best; the rule's, unless another one is clearly faster.
    public var rule: ConvolutionMethod
    public var choice: ConvolutionMethod

    public func seconds(_ method: ConvolutionMethod) -> Double? {
      candidates.first { $0.method == method }?.seconds
    }

    /// How many times as fast as the rule's choice a candidate is; nil if one of them was refused.
    public func gain(_ method: ConvolutionMethod) -> Double? {
      let known = candidates.first { $0.method == method }?.gain
      return known ?? seconds(method).flatMap { mine in seconds(rule).map { $0 / mine } }
    }

    public var entry: TuningTable.Entry {
      TuningTable.Entry(
        shape: use.shape, method: choice, seconds: seconds(choice), ruleSeconds: seconds(rule))
    }
  }

  /// The plain way itself computes something else than the evaluator.
  public struct VerificationFailure: UserFacingError {
    public var shape: ConvolutionShape
    public var error: Double

    public var message: String {
      "\(shape): the plain kernel is wrong by \(DecimalText.significant(error, 2)) of the result's "
        + "deviation; see `foreframe devices --self-test`"
    }
    public var exitStatus: ExitStatus { .failed }
  }

  /// The largest errors that pass: of the direct kernel, and of Winograd's algorithm.
  public static let tolerance = 2e-5
  public static let winogradTolerance = 5e-5
  /// A choice must be so many times as fast as the rule's to be taken: less is noise.
  static let worthwhile = 1.03
  /// Candidates that are compared with the rule's choice in turn.
  private static let finalists = 3

  private let backend: any Backend
  /// Timed runs of a candidate; the fastest counts.
  private let runs: Int
  /// Filters whose plain kernel agrees with the evaluator.
  private var verified: Set<ConvolutionShape> = []

  public init(on backend: any Backend, runs: Int = 5) {
    self.backend = backend
    self.runs = runs
  }

  /// Tries everything worth trying.
  public func tune(_ use: ConvolutionUse) throws -> Result {
    var compileTarget = backend.compileTarget
    compileTarget.winograd = .wherePaying
    let list = TuningCandidates(shape: use.shape, compileTarget: compileTarget)
    try verify(list.plain, use.shape)
    var bench = try Bench(
      trial: TuningTrial(use), backend: backend, compileTarget: compileTarget, plain: list.plain,
      runs: runs)
    for method in list.algorithms { try bench.add(method) }
    let fastest = bench.candidates.compactMap(\.seconds).min() ?? .infinity
    // Other sizes do not make up for an algorithm that is far slower.
    for candidate in bench.candidates where candidate.seconds ?? .infinity < 1.25 * fastest {
      for method in list.variants(of: candidate.method)
      where bench.candidates.count < TuningCandidates.most {
        try bench.add(method)
      }
    }
    let rule = compileTarget.methodByRule(use.shape)
    let finalists = bench.candidates.filter { $0.method != rule && $0.seconds != nil }
      .sorted { $0.seconds ?? .infinity < $1.seconds ?? .infinity }
      .prefix(Self.finalists).map(\.method)
    var choice = rule
    if bench.seconds(rule) == nil {
      choice = finalists.first ?? rule
    } else if !finalists.isEmpty {
      // In turn, so that all meet the same moments of the machine.
      let gains = try bench.compare(finalists, with: rule, rounds: 2 * runs + 1)
      if let best = zip(finalists, gains).max(by: { $0.1 < $1.1 }), best.1 > Self.worthwhile {
        choice = best.0
      }
    }
    return Result(use: use, candidates: bench.candidates, rule: rule, choice: choice)
  }

  /// The plain way against the evaluator, once for each filter, on an image small enough for that.
  private func verify(_ plain: ConvolutionMethod, _ shape: ConvolutionShape) throws {
    var small = shape
    small.images = 1
    (small.height, small.width) = (min(shape.height, 3), min(shape.width, 3))
    guard !verified.contains(small) else { return }
    let trial = TuningTrial(
      ConvolutionUse(shape: small, launches: 1, filters: 1, packsEveryRun: false))
    let program = trial.program(plain, backend.compileTarget)
    let executor = try trial.executor(program, on: backend)
    try executor.run()
    let values = trial.values(program).mapValues { $0.map(Double.init) }
    let reference = ReferenceEvaluator(trial.graph).run(parameters: values, inputs: values)
    var deviation = Deviation()
    for (name, tensor) in reference.outputs {
      deviation.compare(try executor.output(name), tensor.elements, name)
    }
    guard deviation.largest <= Self.tolerance else {
      throw VerificationFailure(shape: small, error: deviation.largest)
    }
    verified.insert(small)
  }
}
