import ForeframeCPUBackend
import ForeframeOpenCLBackend

extension BackendChoice {
  /// Whether this is the processor, natively or through OpenCL, so that its ceilings apply.
  public var runsOnProcessor: Bool {
    if backend is CPUBackend { return true }
    return (backend as? OpenCLBackend)?.device.kind == .cpu
  }
}
