#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import CPUBackend
import Files
import GraphCompiler
import OpenCLBackend

/// A device that was chosen to run networks, and why it and not another.
public struct BackendChoice {
  public let backend: any Backend
  /// The device for people: its name, driver or instruction set, and threads.
  public let name: String
  /// One sentence.
  public let reason: String
  /// How many measured choices of the user's own the device has, and what is wrong with their file.
  public private(set) var ownTuningCount = 0
  public private(set) var tuningWarning: String?

  /// Environment variables for what no option says.
  public static let deviceVariable = "FOREFRAME_DEVICE"
  public static let threadsVariable = "FOREFRAME_THREADS"
  public static let winogradVariable = "FOREFRAME_WINOGRAD"
  public static let kernelsVariable = "FOREFRAME_KERNELS"
  public static let atomVariable = "FOREFRAME_ATOM"
  static let maximumThreads = 4096

  /// Chooses a device.
  ///
  /// `auto` takes a GPU that OpenCL offers, otherwise the native CPU path; it never fails for want
  /// of OpenCL. An OpenCL CPU device (such as PoCL) is not preferred to the native path, which needs
  /// no driver and runs the same kernels.
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
  public static func choose(
    _ request: String?, threads: Int? = nil, precision: Precision = .fp32
  ) throws(DeviceError) -> BackendChoice {
    let chosen = try device(
      request, threads: try threadCount(threads), precision, try wantedKernels())
    var choice = try chosen.with(precision)
    if let text = environment(winogradVariable) {
      guard let use = WinogradUse(rawValue: text) else { throw .badWinograd(text) }
      choice.backend.winograd = use
    } else {
      let found = TuningFiles.choices(for: choice.backend.identity)
      choice.backend.choices = found.choices
      choice.ownTuningCount = found.ownCount
      choice.tuningWarning = found.warning
    }
    return choice
  }

  /// The same device at a precision that it must offer.
  private func with(_ precision: Precision) throws(DeviceError) -> BackendChoice {
    guard backend.precisions.contains(precision) else {
      throw .noSuchPrecision(
        precision, device: name, offered: backend.precisions,
        reason: backend.obstacle(to: precision))
    }
    backend.precision = precision
    return BackendChoice(backend: backend, name: backend.summary, reason: reason)
  }

  /// Whether the environment leaves measured choices any say.
  static var usesTuning: Bool { environment(winogradVariable) == nil }

  private static func device(
    _ request: String?, threads: Int?, _ precision: Precision, _ kernels: WantedKernels
  ) throws(DeviceError) -> BackendChoice {
    let fromEnvironment = request == nil ? environment(deviceVariable) : nil
    let text = request ?? fromEnvironment ?? "auto"
    let source = fromEnvironment == nil ? "asked for" : "asked for by \(deviceVariable)"
    switch text.lowercased() {
    case "auto": return try automatic(threads: threads, precision, kernels)
    case "cpu": return try cpu(threads: threads, reason: source)
    case "opencl": return try openCL(.automatic, kernels, source: source)
    case let word where word.hasPrefix("opencl:"):
      let wanted = OpenCLDeviceChoice(text.dropFirst("opencl:".count))
      return try openCL(wanted, kernels, source: source)
    default: throw .unknownRequest(text)
    }
  }

  private static func automatic(
    threads: Int?, _ precision: Precision, _ kernels: WantedKernels
  ) throws(DeviceError) -> BackendChoice {
    let list = OpenCLDeviceList()
    var failures: [String] = []
    for device in list.devices where device.kind == .gpu && device.obstacle == nil {
      do {
        let backend = try kernels.backend(device)
        guard backend.precisions.contains(precision) else {
          let reason = backend.obstacle(to: precision).map { ", because \($0)" } ?? ""
          failures.append("\(backend.summary) has no \(precision.rawValue)\(reason)")
          continue
        }
        return BackendChoice(
          backend: backend, name: backend.summary,
          reason: "a GPU is preferred to the CPU path (--device cpu)")
      } catch {
        failures.append("\(error)")
      }
    }
    return try cpu(threads: threads, reason: reasonForCPU(list, failures))
  }

  private static func reasonForCPU(_ list: OpenCLDeviceList, _ failures: [String]) -> String {
    var reasons = failures
    for device in list.devices {
      if let obstacle = device.obstacle {
        reasons.append("\(device.summary): \(obstacle)")
      } else if device.kind != .gpu {
        reasons.append("\(device.summary) is no GPU, and the native CPU path is preferred to it")
      }
    }
    if list.devices.isEmpty { reasons += list.problems.map { "OpenCL: \($0)" } }
    return (["no GPU through OpenCL"] + reasons).joined(separator: "; ")
  }

  private static func cpu(threads: Int?, reason: String) throws(DeviceError) -> BackendChoice {
    do throws(CPUBackend.Failure) {
      let backend = try CPUBackend(threads: threads)
      return BackendChoice(backend: backend, name: backend.summary, reason: reason)
    } catch {
      throw .cpu(error)
    }
  }

  private static func openCL(
    _ choice: OpenCLDeviceChoice, _ kernels: WantedKernels, source: String
  ) throws(DeviceError) -> BackendChoice {
    do throws(OpenCLError) {
      let selection = try OpenCLDeviceList().select(choice)
      let backend = try kernels.backend(selection.device)
      let reason = choice == .automatic ? "\(source): \(selection.reason)" : selection.reason
      return BackendChoice(backend: backend, name: backend.summary, reason: reason)
    } catch {
      throw .openCL(error)
    }
  }

  /// What the environment wants an OpenCL device to run; nil for what is meant for it.
  private struct WantedKernels {
    var family: KernelFamily?
    var matrixUnit: MatrixUnit?

    func backend(_ device: OpenCLDevice) throws(OpenCLError) -> OpenCLBackend {
      try OpenCLBackend(device: device, family: family, matrixUnit: matrixUnit)
    }
  }

  private static func wantedKernels() throws(DeviceError) -> WantedKernels {
    var wanted = WantedKernels()
    if let text = environment(kernelsVariable) {
      guard let family = KernelFamily(rawValue: text) else { throw .badKernels(text) }
      wanted.family = family
    }
    if let text = environment(atomVariable) {
      guard let unit = MatrixUnit(rawValue: text) else { throw .badMatrixUnit(text) }
      wanted.matrixUnit = unit
    }
    return wanted
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
