import Files
import GraphCompiler
import OperationTable

/// Whether a device computes what it should: every operation, in several shapes, with gradients,
/// against the evaluator in double precision.
public enum SelfTest {
  /// What came of a test.
  public struct Verdict: Sendable {
    /// Operations that were run, and those that went wrong, in words.
    public var count: Int
    public var failures: [String]
    /// The largest error relative to the result's deviation, and where it was.
    public var largestError: Double
    public var place: String
    public var seconds: Double

    /// A device that could not be tested at all.
    public init(failure: String) {
      self.init(count: 0, failures: [failure], largestError: 0, place: "", seconds: 0)
    }

    init(
      count: Int, failures: [String], largestError: Double, place: String, seconds: Double
    ) {
      self.count = count
      self.failures = failures
      self.largestError = largestError
      self.place = place
      self.seconds = seconds
    }

    /// Whether all went well.
    public var isTrusted: Bool { failures.isEmpty }

    /// One line.
    public var text: String {
      let times = DecimalText.fixed(seconds, 1) + " s"
      guard let first = failures.first else {
        return "can be trusted: \(count) cases, largest error "
          + "\(DecimalText.significant(largestError, 2)) of the deviation (\(place)), \(times)"
      }
      return "CANNOT BE TRUSTED: \(failures.count) of \(count) cases failed, first: \(first)"
    }

    /// All of it.
    public var json: JSON {
      [
        "trusted": .bool(isTrusted), "cases": JSON(count), "failures": JSON(failures),
        "largest_error": JSON(largestError), "place": .string(place), "seconds": JSON(seconds),
      ]
    }
  }

  /// The largest error that passes, relative to the deviation of a result.
  public static let tolerance = 2e-5

  /// Runs the table on a device; `progress` is told how many cases are done.
  public static func run(
    on backend: any Backend, progress: (Int) -> Void = { _ in }
  ) -> Verdict {
    let start = ContinuousClock.now
    var verdict = Verdict(count: 0, failures: [], largestError: 0, place: "", seconds: 0)
    for row in OperationTable.cases {
      for withGradients in row.isDifferentiable ? [false, true] : [false] {
        let name = row.name + (withGradients ? ", gradients" : "")
        do {
          let deviation = try row.trial(withGradients: withGradients).deviation(on: backend)
          if deviation.largest > verdict.largestError {
            verdict.largestError = deviation.largest
            verdict.place = name
          }
          if !(deviation.largest <= tolerance) { verdict.failures.append("\(name): \(deviation)") }
        } catch {
          verdict.failures.append("\(name): \(UserError(error).message)")
        }
        verdict.count += 1
        progress(verdict.count)
      }
    }
    verdict.seconds = start.duration(to: .now) / .seconds(1)
    return verdict
  }
}
