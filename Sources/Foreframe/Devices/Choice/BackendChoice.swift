#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import ForeframeFiles
import ForeframeGraphCompiler

/// A device that was chosen to run networks, and why it and not another.
public struct BackendChoice {
  public let backend: any Backend
  /// The device as its provider lists it.
  package let device: any ListedDevice
  /// The device for people: its name, driver or instruction set, and threads.
  public private(set) var name: String
  /// One sentence.
  public let reason: String
  /// How many choices for the device the user's own tuning file has.
  public private(set) var ownTuningCount = 0
  /// What a person should know: a tuning file of no use, devices that failed their self-test.
  public private(set) var warnings: [String] = []

  /// Environment variables, which count where no option is given.
  public static let deviceVariable = "FOREFRAME_DEVICE"
  public static let threadsVariable = "FOREFRAME_THREADS"
  public static let winogradVariable = "FOREFRAME_WINOGRAD"
  public static let kernelsVariable = "FOREFRAME_KERNELS"
  public static let programsVariable = "FOREFRAME_PROGRAMS"
  public static let atomVariable = "FOREFRAME_ATOM"
  public static let epiloguesVariable = "FOREFRAME_EPILOGUES"

  /// Chooses a device.
  ///
  /// `auto` takes a GPU that OpenCL offers, otherwise the native CPU path; it never fails for want
  /// of OpenCL. An OpenCL CPU device (such as PoCL) is not preferred to the native path, which needs
  /// no driver and runs the same kernels. A GPU that failed its last self-test with this driver and
  /// these kernels (``SelfTestRecords``) is passed over with a warning; one that was asked for is
  /// taken, with a warning.
  ///
  /// - Parameters:
  ///   - request: auto, cpu, opencl, opencl:INDEX or opencl:NAME; nil: the environment's
  ///     `FOREFRAME_DEVICE`, otherwise auto.
  ///   - threads: of the CPU path; nil: the environment's `FOREFRAME_THREADS`, otherwise every core
  ///     that this process may use.
  ///   - precision: of products; `auto` takes a device that offers it.
  ///   - tuningMayBeMissing: whether nothing is said of a tuning file that is not there (yet).
  ///
  /// `FOREFRAME_WINOGRAD` (never, wherePaying, always) says whether convolutions may use Winograd's
  /// algorithm: for comparisons, so that no measured choices count then. Otherwise they do:
  /// ``TuningFiles``. `FOREFRAME_KERNELS` (processor, gpu) says which kernels an OpenCL device runs,
  /// if not those for its kind: so that those for GPUs are tested without one. The native path has no
  /// other kernels than its own. `FOREFRAME_ATOM` (ptx, software) names the matrix unit that
  /// multiplies rounded operands in kernels for GPUs, if not the device's own: `software` stands in for
  /// one on any device, for tests.
  /// `FOREFRAME_EPILOGUES` (never, wherePaying, always) says whether products for GPUs compute the
  /// pointwise launch after them: for comparisons.
  /// `FOREFRAME_PROGRAMS` (never, whereNeeded, always) says whether built OpenCL programs are kept in
  /// the cache's folder: ``ProgramCache``.
  public static func choose(
    _ request: String?, threads: Int? = nil, precision: Precision = .fp32,
    tuningMayBeMissing: Bool = false
  ) throws(DeviceError) -> BackendChoice {
    let wishes = try Wishes(threads: threads, precision: precision)
    var choice = try device(request, wishes).with(precision)
    if let text = environment(winogradVariable) {
      guard let use = WinogradUse(rawValue: text) else { throw .badWinograd(text) }
      choice.backend.winograd = use
    } else {
      let isExpected =
        TuningFiles.path.map { FileSystem.exists($0) || !tuningMayBeMissing } ?? false
      let found = TuningFiles.choices(
        for: choice.backend.identity, path: isExpected ? TuningFiles.path : nil)
      choice.backend.choices = found.choices
      choice.ownTuningCount = found.ownCount
      if let warning = found.warning { choice.warnings.append(warning) }
    }
    return choice
  }

  /// The same device at a precision that it must offer.
  private func with(_ precision: Precision) throws(DeviceError) -> BackendChoice {
    guard backend.offers(precision) else {
      throw .noSuchPrecision(
        precision, device: name, offered: backend.precisions,
        reason: backend.obstacle(to: precision))
    }
    backend.precision = precision
    var choice = self
    choice.name = backend.summary
    return choice
  }

  init(
    _ backend: any Backend, _ device: any ListedDevice, reason: String, warnings: [String] = []
  ) {
    self.backend = backend
    self.device = device
    name = backend.summary
    self.reason = reason
    self.warnings = warnings
  }

  /// Whether measured choices are used: the environment may forbid them.
  static var usesTuning: Bool { environment(winogradVariable) == nil }

  private static func device(
    _ request: String?, _ wishes: Wishes
  ) throws(DeviceError) -> BackendChoice {
    let fromEnvironment = request == nil ? environment(deviceVariable) : nil
    let text = request ?? fromEnvironment ?? automaticRequest
    let source = fromEnvironment == nil ? "asked for" : "asked for by \(deviceVariable)"
    if text.lowercased() == automaticRequest {
      let candidates = BackendProviders.drivenDevices().devices.filter {
        $0.kind == .gpu && $0.obstacle == nil
      }
      return try automatic(among: candidates, wishes, SelfTestRecords())
    }
    guard let selection = try BackendProviders.select(text, source: source) else {
      throw .unknownRequest(text)
    }
    let backend = try selection.device.open(wishes)
    let failed = failure(of: backend, in: wishes.precision, SelfTestRecords())
    return BackendChoice(
      backend, selection.device, reason: selection.reason,
      warnings: failed.map { ["\($0); it is used because it was asked for"] } ?? [])
  }

  private static let automaticRequest = "auto"

  /// What ``choose(_:threads:precision:)`` takes for the devices that drivers offer: "opencl:0".
  public static var drivenRequests: [String] {
    BackendProviders.drivenDevices().devices.map(\.request)
  }

  /// All that ``choose(_:threads:precision:)`` takes, for people.
  public static let requests: String = {
    let words = [automaticRequest] + BackendProviders.requests
    return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }()
}

/// A variable of the environment; empty counts as not set.
func environment(_ name: String) -> String? {
  guard let value = getenv(name) else { return nil }
  let text = String(cString: value)
  return text.isEmpty ? nil : text
}
