import ForeframeGraphCompiler
import ForeframeKernelTexts

extension MatrixUnit {
  /// The unit of a device, as far as its vendor's name tells.
  init?(of device: OpenCLDevice) {
    if !device.isNVIDIA { return nil }
    self = .ptx
  }

  /// Why a backend cannot multiply in a precision; nil if it can.
  static func obstacle(to precision: Precision, on backend: OpenCLBackend) -> String? {
    guard backend.tuning.family == .gpu else {
      return "through OpenCL only kernels for GPUs have other products than fp32"
    }
    let noUnit = "no matrix unit of the vendor '\(backend.device.vendor)' is known here"
    guard let unit = backend.catalog.matrixUnit else { return noUnit }
    if unit == .ptx && !backend.device.isNVIDIA { return noUnit }
    do throws(OpenCLError) {
      let probe = try MatrixProbe(precision, on: backend, tile: .small)
      if probe.error <= Precision.fp32.tolerance { return nil }
      return "its matrix unit multiplies wrongly: \(probe.error) of the root mean square"
    } catch {
      return "its matrix unit cannot be used: \(error)"
    }
  }
}

extension OpenCLDevice {
  fileprivate var isNVIDIA: Bool { vendor.uppercased().contains("NVIDIA") }
}
