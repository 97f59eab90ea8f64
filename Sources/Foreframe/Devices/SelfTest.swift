import Files
import GraphCompiler
import OperationTable

/// Whether a device computes what it should: every operation, in several shapes, with gradients,
/// against the evaluator in double precision; products also in the other precisions that it offers.
public enum SelfTest {
  /// What came of a test.
  public struct Verdict: Sendable {
    /// Operations that were run, and those that went wrong, in words.
    public var count: Int
    public var failures: [String]
    /// The largest error of each precision that the device offers.
    public var largest: [Precision: Largest] = [:]
    public var seconds: Double

    /// An error relative to the result's deviation, and where it was.
    public struct Largest: Sendable {
      public var error: Double
      public var place: String
    }

    /// A device that could not be tested at all.
    public init(failure: String) { self.init(count: 0, failures: [failure], seconds: 0) }

    init(count: Int, failures: [String], seconds: Double) {
      self.count = count
      self.failures = failures
      self.seconds = seconds
    }

    /// Whether all went well.
    public var isTrusted: Bool { failures.isEmpty }

    /// One line.
    public var text: String {
      let times = DecimalText.fixed(seconds, 1) + " s"
      guard let first = failures.first else {
        let errors = Precision.allCases.compactMap { precision in
          largest[precision].map {
            "largest error \(DecimalText.significant($0.error, 2)) of the deviation"
              + (precision == .fp32 ? "" : " in \(precision.rawValue)") + " (\($0.place))"
          }
        }
        return "can be trusted: \(count) cases, \(errors.joined(separator: ", ")), \(times)"
      }
      return "CANNOT BE TRUSTED: \(failures.count) of \(count) cases failed, first: \(first)"
    }

    /// All of it.
    public var json: JSON {
      var object = JSONObject()
      object["trusted"] = JSON.bool(isTrusted)
      object["cases"] = JSON(count)
      object["failures"] = JSON(failures)
      object["largest_error"] = JSON(largest[.fp32]?.error ?? 0)
      object["place"] = JSON.string(largest[.fp32]?.place ?? "")
      if let bf16 = largest[.bf16] {
        object["largest_error_bf16"] = JSON(bf16.error)
        object["place_bf16"] = JSON.string(bf16.place)
      }
      object["seconds"] = JSON(seconds)
      return .object(object)
    }
  }

  /// Runs the table on a device; `progress` is told how many cases are done.
  public static func run(
    on backend: any Backend, progress: (Int) -> Void = { _ in }
  ) -> Verdict {
    let start = ContinuousClock.now
    var verdict = Verdict(count: 0, failures: [], seconds: 0)
    for precision in backend.precisions {
      var geometry = backend.geometry
      geometry.bf16 = precision == .bf16 ? .always : .never
      for row in OperationTable.cases {
        for withGradients in row.isDifferentiable ? [false, true] : [false] {
          var trial = row.trial(withGradients: withGradients)
          if withGradients { trial.name += ", gradients" }
          // What has no products is the same in both.
          if precision == .bf16 && !trial.usesBF16 { continue }
          test(trial, on: backend, geometry, precision, &verdict)
          progress(verdict.count)
        }
      }
    }
    verdict.seconds = start.duration(to: .now) / .seconds(1)
    return verdict
  }

  private static func test(
    _ trial: Trial, on backend: any Backend, _ geometry: TileGeometry, _ precision: Precision,
    _ verdict: inout Verdict
  ) {
    let name = trial.name + (precision == .fp32 ? "" : ", \(precision.rawValue)")
    verdict.count += 1
    do {
      let deviation = Trial.deviation(
        try trial.snapshots(on: backend, geometry: geometry), trial.reference(), trial.name,
        in: precision == .bf16 ? .magnitude : .deviation)
      if deviation.largest > verdict.largest[precision]?.error ?? -1 {
        verdict.largest[precision] = Verdict.Largest(error: deviation.largest, place: trial.name)
      }
      if !(deviation.largest <= precision.tolerance) {
        verdict.failures.append("\(name): \(deviation)")
      }
    } catch {
      verdict.failures.append("\(name): \(UserError(error).message)")
    }
  }
}
