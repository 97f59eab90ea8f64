import ForeframeGraphCompiler
import ForeframeOpenCLBackend

/// What `auto` takes.
extension BackendChoice {
  /// The first candidate that can do it and did not fail its self-test, otherwise the CPU.
  package static func automatic(
    among candidates: [OpenCLDevice], of list: OpenCLDeviceList, _ wishes: Wishes,
    _ records: SelfTestRecords?
  ) throws(DeviceError) -> BackendChoice {
    var failures: [String] = []
    var warnings: [String] = []
    for device in candidates {
      do {
        let backend = try backend(device, wishes)
        if let failed = failure(of: backend, in: wishes.precision, records) {
          failures.append("\(device.summary) failed its self-test")
          warnings.append(
            "\(failed); auto passes over it (`foreframe devices --self-test` tests it again)")
          continue
        }
        guard backend.offers(wishes.precision) else {
          let reason = backend.obstacle(to: wishes.precision).map { ", because \($0)" } ?? ""
          failures.append("\(backend.summary) has no \(wishes.precision.rawValue)\(reason)")
          continue
        }
        return BackendChoice(
          backend: backend, name: backend.summary,
          reason: "a GPU is preferred to the CPU path (--device cpu)", warnings: warnings)
      } catch {
        failures.append("\(error)")
      }
    }
    return try cpu(
      threads: wishes.threads, reason: reasonForCPU(list, failures), warnings: warnings)
  }

  static func backend(
    _ device: OpenCLDevice, _ wishes: Wishes
  ) throws(OpenCLError) -> OpenCLBackend {
    let backend = try OpenCLBackend(
      device: device, family: wishes.family, matrixUnit: wishes.matrixUnit,
      programs: ProgramCache(device, wishes.programs))
    backend.epilogues = wishes.epilogues
    return backend
  }

  /// One sentence about a device that is known to give wrong numbers in a precision; nil for any other.
  static func failure(
    of backend: OpenCLBackend, in precision: Precision, _ records: SelfTestRecords?
  ) -> String? {
    records?.record(of: backend)?.failure(in: precision).map {
      "\(backend.device.summary) with driver \(backend.device.driver) failed its self-test: \($0)"
    }
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
}
