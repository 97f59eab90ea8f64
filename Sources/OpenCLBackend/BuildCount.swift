import Synchronization

/// How much OpenCL drivers were made to compile. What came from a store or from a cache of the driver
/// counts as well: the number says what an empty cache would cost.
package struct BuildCount: Equatable, Sendable {
  /// Kernel texts that were handed to a driver.
  package var programs = 0
  /// Kernels of these programs that were used at least once. Some drivers compile a kernel only then.
  package var kernels = 0

  package init(programs: Int = 0, kernels: Int = 0) {
    self.programs = programs
    self.kernels = kernels
  }

  /// All that this process has had compiled, on all devices together.
  package static var sum: BuildCount { total.withLock { $0 } }

  private static let total = Mutex(BuildCount())

  mutating func addProgram() {
    programs += 1
    Self.total.withLock { $0.programs += 1 }
  }

  mutating func addKernel() {
    kernels += 1
    Self.total.withLock { $0.kernels += 1 }
  }
}
