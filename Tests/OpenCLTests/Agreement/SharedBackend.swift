import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import ForeframeOperationTable
import Synchronization
import TestSupport

/// One backend of each family for all agreement tests, so that kernels are built once; one test at
/// a time. No family stands for the one that the device is given when nobody asks.
/// Kernels for GPUs have their matrix instructions in software, which runs anywhere.
enum SharedBackend {
  /// Guarded by the mutex alone.
  private struct Holder: @unchecked Sendable {
    var backends: [KernelFamily?: OpenCLBackend] = [:]
  }

  private static let holder = Mutex(Holder())

  /// Runs `body` with the backend, made when it is first wanted.
  static func with<Result: Sendable>(
    _ family: KernelFamily? = nil, _ body: (OpenCLBackend) throws -> Result
  ) throws -> Result {
    try holder.withLock { holder in
      let backend: OpenCLBackend
      if let known = holder.backends[family] {
        backend = known
      } else {
        backend = try OpenCLBackend(
          device: TestDevices.device(), family: family,
          matrixUnit: family == .gpu ? .software : nil)
        holder.backends[family] = backend
      }
      return try body(backend)
    }
  }

  /// Builds kernels of many programs together, before tests run them one by one: that takes half the time.
  static func build(_ family: KernelFamily? = nil, _ programs: (CompileTarget) -> [Program]) {
    try? with(family) { $0.buildKernels(of: programs($0.compileTarget)) }
  }

  static func build(_ trials: [Trial], _ family: KernelFamily? = nil) {
    build(family) { target in trials.map { ProgramCompiler.compile($0.graph, for: target) } }
  }
}
