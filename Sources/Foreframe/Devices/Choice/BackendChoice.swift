#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import ForeframeCPUBackend
import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeKernelTexts
import ForeframeOpenCLBackend

/// A device that was chosen to run networks, and why it and not another.
public struct BackendChoice {
  public let backend: any Backend
  /// The device for people: its name, driver or instruction set, and threads.
  public let name: String
  /// One sentence.
  public let reason: String
  /// How many measured choices of the user's own the device has.
  public private(set) var ownTuningCount = 0
  /// What a person should know: a tuning file of no use, devices that failed their self-test.
  public private(set) var warnings: [String] = []

  /// Environment variables for what no option says.
  public static let deviceVariable = "FOREFRAME_DEVICE"
  public static let threadsVariable = "FOREFRAME_THREADS"
  public static let winogradVariable = "FOREFRAME_WINOGRAD"
  public static let kernelsVariable = "FOREFRAME_KERNELS"
  public static let programsVariable = "FOREFRAME_PROGRAMS"
  public static let atomVariable = "FOREFRAME_ATOM"
  public static let epiloguesVariable = "FOREFRAME_EPILOGUES"
  static let maximumThreads = 4096

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
  ///
  ///   - precision: of products; `auto` takes a device that offers it.
  ///
  /// `FOREFRAME_WINOGRAD` (never, wherePaying, always) says whether convolutions may use Winograd's
  /// algorithm: for comparisons, so that no measured choices count then. Otherwise they do:
  /// ``TuningFiles``. `FOREFRAME_KERNELS` (processor, gpu) says which kernels an OpenCL device runs,
  /// if not those for its kind: so that those for GPUs are tested without one. The native path has no
  /// other kernels than its own. `FOREFRAME_ATOM` (ptx, software) says what multiplies rounded operands
  /// in kernels for GPUs, if not the device's matrix unit: `software` tests them without one.
  /// `FOREFRAME_EPILOGUES` (never, wherePaying, always) says whether products for GPUs compute the
  /// pointwise launch behind them: for comparisons.
  /// `FOREFRAME_PROGRAMS` (never, whereNeeded, always) says whether built OpenCL programs are kept in
  /// the cache's folder: ``ProgramCache``.
  public static func choose(
    _ request: String?, threads: Int? = nil, precision: Precision = .fp32
  ) throws(DeviceError) -> BackendChoice {
    let wishes = Wishes(
      threads: try threadCount(threads), precision: precision, family: try kernelFamily(),
      matrixUnit: try matrixUnit(), epilogues: try epilogues(), programs: try programKeeping())
    var choice = try device(request, wishes).with(precision)
    if let text = environment(winogradVariable) {
      guard let use = WinogradUse(rawValue: text) else { throw .badWinograd(text) }
      choice.backend.winograd = use
    } else {
      let found = TuningFiles.choices(for: choice.backend.identity)
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
    return BackendChoice(
      backend: backend, name: backend.summary, reason: reason, warnings: warnings)
  }

  init(backend: any Backend, name: String, reason: String, warnings: [String] = []) {
    self.backend = backend
    self.name = name
    self.reason = reason
    self.warnings = warnings
  }

  /// How a device is to be opened, whichever it is.
  package struct Wishes {
    package var threads: Int?
    package var precision = Precision.fp32
    package var family: KernelFamily?
    package var matrixUnit: MatrixUnit?
    package var epilogues = EpilogueUse.wherePaying
    package var programs = ProgramKeepingUse.whereNeeded

    package init(
      threads: Int? = nil, precision: Precision = .fp32, family: KernelFamily? = nil,
      matrixUnit: MatrixUnit? = nil, epilogues: EpilogueUse = .wherePaying,
      programs: ProgramKeepingUse = .whereNeeded
    ) {
      self.threads = threads
      self.precision = precision
      self.family = family
      self.matrixUnit = matrixUnit
      self.epilogues = epilogues
      self.programs = programs
    }
  }

  /// Whether the environment leaves measured choices any say.
  static var usesTuning: Bool { environment(winogradVariable) == nil }

  private static func device(
    _ request: String?, _ wishes: Wishes
  ) throws(DeviceError) -> BackendChoice {
    let fromEnvironment = request == nil ? environment(deviceVariable) : nil
    let text = request ?? fromEnvironment ?? "auto"
    let source = fromEnvironment == nil ? "asked for" : "asked for by \(deviceVariable)"
    switch text.lowercased() {
    case "auto":
      let list = OpenCLDeviceList()
      let candidates = list.devices.filter { $0.kind == .gpu && $0.obstacle == nil }
      return try automatic(among: candidates, of: list, wishes, SelfTestRecords())
    case "cpu": return try cpu(threads: wishes.threads, reason: source)
    case "opencl": return try openCL(.automatic, wishes, source: source)
    case let word where word.hasPrefix("opencl:"):
      let wanted = OpenCLDeviceChoice(text.dropFirst("opencl:".count))
      return try openCL(wanted, wishes, source: source)
    default: throw .unknownRequest(text)
    }
  }

  static func cpu(
    threads: Int?, reason: String, warnings: [String] = []
  ) throws(DeviceError) -> BackendChoice {
    do throws(CPUBackend.Failure) {
      let backend = try CPUBackend(threads: threads)
      return BackendChoice(
        backend: backend, name: backend.summary, reason: reason, warnings: warnings)
    } catch {
      throw .cpu(error)
    }
  }

  private static func openCL(
    _ choice: OpenCLDeviceChoice, _ wishes: Wishes, source: String
  ) throws(DeviceError) -> BackendChoice {
    do throws(OpenCLError) {
      let selection = try OpenCLDeviceList().select(choice)
      let backend = try backend(selection.device, wishes)
      let reason = choice == .automatic ? "\(source): \(selection.reason)" : selection.reason
      let failed = failure(of: backend, in: wishes.precision, SelfTestRecords())
      return BackendChoice(
        backend: backend, name: backend.summary, reason: reason,
        warnings: failed.map { ["\($0); it is used because it was asked for"] } ?? [])
    } catch {
      throw .openCL(error)
    }
  }

  private static func kernelFamily() throws(DeviceError) -> KernelFamily? {
    guard let text = environment(kernelsVariable) else { return nil }
    guard let family = KernelFamily(rawValue: text) else { throw .badKernels(text) }
    return family
  }

  private static func matrixUnit() throws(DeviceError) -> MatrixUnit? {
    guard let text = environment(atomVariable) else { return nil }
    guard let unit = MatrixUnit(rawValue: text) else { throw .badMatrixUnit(text) }
    return unit
  }

  private static func epilogues() throws(DeviceError) -> EpilogueUse {
    guard let text = environment(epiloguesVariable) else { return .wherePaying }
    guard let use = EpilogueUse(rawValue: text) else { throw .badEpilogues(text) }
    return use
  }

  /// What the environment says about keeping built programs.
  public static func programKeeping() throws(DeviceError) -> ProgramKeepingUse {
    guard let text = environment(programsVariable) else { return .whereNeeded }
    guard let use = ProgramKeepingUse(rawValue: text) else { throw .badPrograms(text) }
    return use
  }

  private static func threadCount(_ given: Int?) throws(DeviceError) -> Int? {
    let text = given.map(String.init) ?? environment(threadsVariable)
    guard let text else { return nil }
    guard let count = Int(text), (1...maximumThreads).contains(count) else {
      throw .badThreads(text, source: given == nil ? threadsVariable : "--threads")
    }
    return count
  }
}

/// A variable of the environment; empty counts as not set.
func environment(_ name: String) -> String? {
  guard let value = getenv(name) else { return nil }
  let text = String(cString: value)
  return text.isEmpty ? nil : text
}
