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

    /// Takes one case into account.
    mutating func add(_ name: String, _ deviation: () throws -> Deviation) {
      count += 1
      do {
        let found = try deviation()
        if found.largest > largestError {
          largestError = found.largest
          place = name
        }
        if !(found.largest <= SelfTest.tolerance) { failures.append("\(name): \(found)") }
      } catch {
        failures.append("\(name): \(UserError(error).message)")
      }
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

  /// How much is run.
  public enum Extent: Sendable {
    /// Every row twice, with and without its gradients.
    case whole
    /// `OperationTable.quick`, once, with gradients: for simulators.
    case quick
  }

  /// Runs the table on a device; `progress` is told how many cases are done. Products for GPUs are
  /// run in every tile and in parts, whatever the device would choose for shapes so small.
  public static func run(
    on backend: any Backend, _ extent: Extent = .whole, progress: (Int) -> Void = { _ in }
  ) -> Verdict {
    let start = ContinuousClock.now
    var verdict = Verdict(count: 0, failures: [], largestError: 0, place: "", seconds: 0)
    func check(_ row: OperationCase, withGradients: Bool, cut: GPUCut? = nil) {
      var trial = row.trial(withGradients: withGradients)
      if withGradients && row.isDifferentiable { trial.name += ", gradients" }
      var geometry = backend.geometry
      if let cut {
        geometry.cut = cut
        trial.name += ", tile \(cut.tile.rawValue), \(cut.parts) parts"
      }
      if extent == .quick { trial.runs = 1 }
      verdict.add(trial.name) { try trial.deviation(on: backend, geometry: geometry) }
      progress(verdict.count)
    }
    for row in extent == .quick ? OperationTable.quick : OperationTable.cases {
      if extent == .whole && row.isDifferentiable { check(row, withGradients: false) }
      check(row, withGradients: true)
    }
    if backend.geometry.family == .gpu {
      for (tile, parts) in zip(GPUTile.allCases, [3, 2, 1])
      where tile.localBytes <= backend.geometry.localMemory {
        for row in extent == .quick ? OperationTable.quickTiled : OperationTable.tiled {
          check(row, withGradients: true, cut: GPUCut(tile: tile, parts: parts))
        }
      }
    }
    verdict.seconds = start.duration(to: .now) / .seconds(1)
    return verdict
  }
}
