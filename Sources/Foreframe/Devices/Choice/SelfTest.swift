import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeOperationTable

/// Tests a device: every operation, in several shapes, with gradients, is compared with the evaluator
/// in double precision; products also in the other precisions that the device offers.
public enum SelfTest {
  /// The result of a test.
  public struct Verdict: Sendable {
    /// Operations that were run, and those that went wrong, in words.
    public var count: Int
    public var failures: [Failure]
    /// The largest error of each precision that the device offers.
    public var largest: [Precision: Largest] = [:]
    public var seconds: Double

    /// A case that went wrong.
    public struct Failure: Hashable, Sendable {
      public var precision: Precision
      public var text: String
    }

    /// An error relative to the result's deviation, of rounded operands to its root mean square, and
    /// where it was.
    public struct Largest: Sendable {
      public var error: Double
      public var place: String
    }

    /// A device that could not be tested at all, or not in a precision.
    public init(failure: String, in precision: Precision = .fp32) {
      self.init(
        count: 0, failures: [Failure(precision: precision, text: failure)], seconds: 0)
    }

    init(count: Int, failures: [Failure], seconds: Double) {
      self.count = count
      self.failures = failures
      self.seconds = seconds
    }

    /// Takes one case into account.
    mutating func add(
      _ name: String, _ precision: Precision, within bound: Double,
      _ deviation: () throws -> Deviation
    ) {
      count += 1
      let label = precision == .fp32 ? name : "\(name), \(precision.rawValue)"
      do {
        let found = try deviation()
        if found.largest > largest[precision]?.error ?? -1 {
          largest[precision] = Largest(error: found.largest, place: name)
        }
        if !(found.largest <= bound) {
          failures.append(Failure(precision: precision, text: "\(label): \(found)"))
        }
      } catch {
        let text = "\(label): \(UserError(error).message)"
        failures.append(Failure(precision: precision, text: text))
      }
    }

    /// Whether all went well.
    public var isTrusted: Bool { failures.isEmpty }

    /// One line for people.
    public var text: String {
      let times = DecimalText.fixed(seconds, 1) + " s"
      guard let first = failures.first else {
        let errors = Precision.allCases.compactMap { precision in
          largest[precision].map {
            "largest error \(DecimalText.significant($0.error, 2)) of the "
              + (precision == .fp32 ? "deviation" : "root mean square in \(precision.rawValue)")
              + " (\($0.place))"
          }
        }
        return "can be trusted: \(count) cases, \(errors.joined(separator: ", ")), \(times)"
      }
      return "CANNOT BE TRUSTED: \(failures.count) of \(count) cases failed, first: \(first.text)"
    }

    /// For `--json`.
    public var json: JSON {
      var object = JSONObject()
      object["trusted"] = JSON.bool(isTrusted)
      object["cases"] = JSON(count)
      object["failures"] = JSON(failures.map(\.text))
      object["largest_error"] = JSON(largest[.fp32]?.error ?? 0)
      object["place"] = JSON.string(largest[.fp32]?.place ?? "")
      for precision in Precision.allCases where precision != .fp32 {
        guard let found = largest[precision] else { continue }
        object["largest_error_\(precision.rawValue)"] = JSON(found.error)
        object["place_\(precision.rawValue)"] = JSON.string(found.place)
      }
      object["seconds"] = JSON(seconds)
      return .object(object)
    }
  }

  /// How much is run.
  public enum Extent: Sendable {
    /// Every row twice, with and without its gradients.
    case whole
    /// `OperationTable.quick`, once, with gradients: for simulators.
    case quick
  }

  /// Runs the table on a device; `progress` is told how many cases are done. Products for GPUs are
  /// run in every tile and in parts, and by Winograd's algorithm, whatever the device would choose for
  /// shapes so small.
  public static func run(
    on backend: any Backend, _ extent: Extent = .whole, progress: (Int) -> Void = { _ in }
  ) -> Verdict {
    let start = ContinuousClock.now
    let checks = checks(on: backend, extent)
    // Which kernel a device cannot build is found out when its row is run.
    backend.buildKernels(of: checks.map(\.program))
    var verdict = Verdict(count: 0, failures: [], seconds: 0)
    for check in checks {
      verdict.add(check.trial.name, check.precision, within: check.tolerance) {
        Trial.deviation(
          try check.trial.snapshots(of: check.program, on: backend), check.trial.reference(),
          check.trial.name, in: check.precision == .fp32 ? .deviation : .magnitude)
      }
      progress(verdict.count)
    }
    verdict.seconds = start.duration(to: .now) / .seconds(1)
    return verdict
  }

  /// A trial, compiled.
  private struct Check {
    var trial: Trial
    var program: Program
    var precision: Precision
    var tolerance: Double
  }

  private static func checks(on backend: any Backend, _ extent: Extent) -> [Check] {
    var checks: [Check] = []
    func check(
      _ row: OperationCase, withGradients: Bool, _ precision: Precision = .fp32,
      tiling: GPUTiling? = nil, winograd: WinogradUse? = nil
    ) {
      var trial = row.trial(withGradients: withGradients)
      if withGradients && row.isDifferentiable { trial.name += ", gradients" }
      var compileTarget = backend.compileTarget
      compileTarget.round(to: precision)
      if let tiling {
        compileTarget.tiling = tiling
        trial.name += ", tile \(tiling.tile.rawValue), \(tiling.splits) parts"
      }
      if let winograd {
        compileTarget.winograd = winograd
        trial.name += ", winograd"
      }
      // What has no products is the same in all precisions.
      if precision != .fp32 && !trial.isRounded(in: compileTarget) { return }
      if extent == .quick { trial.runs = 1 }
      checks.append(
        Check(
          trial: trial, program: ProgramCompiler.compile(trial.graph, for: compileTarget),
          precision: precision, tolerance: row.tolerance(in: precision)))
    }
    for precision in backend.precisions {
      for row in extent == .quick ? OperationTable.quick : OperationTable.cases {
        if extent == .whole && row.isDifferentiable {
          check(row, withGradients: false, precision)
        }
        check(row, withGradients: true, precision)
      }
    }
    if backend.compileTarget.family == .gpu {
      for precision in backend.precisions {
        for (tile, parts) in zip(GPUTile.allCases, [3, 2, 1])
        where tile.localBytes <= backend.compileTarget.localMemory {
          for row in extent == .quick ? OperationTable.quickTiled : OperationTable.tiled {
            check(row, withGradients: true, precision, tiling: GPUTiling(tile: tile, splits: parts))
          }
        }
      }
      for row in extent == .quick ? OperationTable.quickTransformed : OperationTable.transformable {
        check(row, withGradients: true, winograd: .always)
      }
    }
    return checks
  }
}
