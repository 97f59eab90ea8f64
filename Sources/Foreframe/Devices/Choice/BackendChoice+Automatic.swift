import ForeframeGraphCompiler
import ForeframeKernelTexts

/// What `auto` takes.
extension BackendChoice {
  /// The first candidate that offers the precision and did not fail its self-test, otherwise the native
  /// path.
  package static func automatic(
    among candidates: [any ListedDevice], _ wishes: Wishes, _ records: SelfTestRecords?
  ) throws(DeviceError) -> BackendChoice {
    var failures: [String] = []
    var warnings: [String] = []
    for device in candidates {
      do throws(DeviceError) {
        let backend = try device.open(wishes)
        if let failed = failure(of: backend, in: wishes.precision, records) {
          failures.append("\(device.name) failed its self-test")
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
          backend, device, reason: "a GPU is preferred to the CPU path (--device cpu)",
          warnings: warnings)
      } catch {
        failures.append(error.message)
      }
    }
    let reason = reasonForNative(failures)
    guard let native = try BackendProviders.native.select(nil, source: reason) else {
      preconditionFailure("the native path is there on every machine")
    }
    return BackendChoice(
      try native.device.open(wishes), native.device, reason: native.reason, warnings: warnings)
  }

  /// One sentence about a device that is known to give wrong numbers in a precision; nil for any other.
  static func failure(
    of backend: any Backend, in precision: Precision, _ records: SelfTestRecords?
  ) -> String? {
    guard let builder = backend as? any KernelBuilder else { return nil }
    return records?.record(of: builder)?.failure(in: precision).map {
      "\(backend.deviceName) with driver \(backend.identity.driver) failed its self-test: \($0)"
    }
  }

  private static func reasonForNative(_ failures: [String]) -> String {
    let names = BackendProviders.drivers.map(\.name).joined(separator: " or ")
    var reasons = ["no GPU through \(names)"] + failures
    for provider in BackendProviders.drivers {
      let list = provider.list()
      for device in list.devices {
        if let obstacle = device.obstacle {
          reasons.append("\(device.name): \(obstacle)")
        } else if device.kind != .gpu {
          reasons.append("\(device.name) is no GPU, and the native CPU path is preferred to it")
        }
      }
      if list.devices.isEmpty { reasons += list.problems.map { "\(provider.name): \($0)" } }
    }
    return reasons.joined(separator: "; ")
  }
}
