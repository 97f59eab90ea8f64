import ForeframeGraphCompiler

/// A program on an OpenCL device: an arena, and kernels whose arguments are set once.
///
/// A step only enqueues kernels on an in-order queue; ``read(into:at:)`` waits for them.
public final class OpenCLProgram: LoadedProgram {
  public let program: Program
  private let backend: OpenCLBackend
  private let arena: Buffer
  private let prologue: [PreparedLaunch]
  private let step: [PreparedLaunch]

  init(_ program: Program, backend: OpenCLBackend) throws(OpenCLError) {
    self.program = program
    self.backend = backend
    arena = try Buffer(
      context: backend.queue.context, count: program.arenaCount, lasting: program.lastingCount)
    let builder = try LaunchBuilder(
      launches: program.prologue + program.step, catalog: backend.catalog)
    prologue = try builder.prepare(program.prologue, arena: arena)
    step = try builder.prepare(program.step, arena: arena)
    do throws(OpenCLError) {
      for literal in program.literals {
        try backend.queue.write(literal.values, to: arena, at: literal.offset)
      }
      try backend.queue.finish()
    } catch {
      // Some drivers look for memory only when it is first used.
      throw sized(error, isFirstUse: true)
    }
  }

  /// An error with the arena's size, if it is about memory.
  private func sized(_ error: OpenCLError, isFirstUse: Bool = false) -> OpenCLError {
    error.sized(
      bytes: program.arenaCount * MemoryLayout<Float>.stride, isFirstUse: isFirstUse,
      memory: backend.device.globalMemory, device: backend.device.summary)
  }

  public func write(_ values: UnsafeBufferPointer<Float>, at offset: Int) throws {
    do throws(OpenCLError) {
      try backend.queue.write(values, to: arena, at: offset)
    } catch {
      throw sized(error)
    }
  }

  public func read(into values: UnsafeMutableBufferPointer<Float>, at offset: Int) throws {
    do throws(OpenCLError) {
      try backend.queue.read(arena, at: offset, into: values)
    } catch {
      throw sized(error)
    }
  }

  public func runPrologue() throws { try run(prologue) }

  public func runStep() throws { try run(step) }

  public func runStep(parts: Int, after: (_ done: Int, _ total: Int) throws -> Void) throws {
    let parts = step.parts(parts)
    for (index, launches) in parts.enumerated() {
      try run(launches)
      try wait()
      try after(index + 1, parts.count)
    }
  }

  private func run(_ launches: some Sequence<PreparedLaunch>) throws(OpenCLError) {
    do throws(OpenCLError) {
      for launch in launches {
        try backend.queue.run(launch.kernel, global: launch.global, local: launch.local)
      }
      try backend.queue.flush()
    } catch {
      throw sized(error)
    }
  }

  /// Waits until everything enqueued has finished.
  ///
  /// - Throws: ``OpenCLError``.
  public func wait() throws(OpenCLError) { try backend.queue.finish() }

  /// Runs the step once, one launch at a time, and returns the seconds that each launch of
  /// `program.step` took by the device's clock (0 for launches without work).
  ///
  /// - Throws: ``OpenCLError``.
  public func profileStep() throws(OpenCLError) -> [Double] {
    try backend.queue.finish()
    let queue = try Queue(context: backend.queue.context, profiling: true)
    var seconds = [Double](repeating: 0, count: program.step.count)
    for launch in step {
      seconds[launch.number] = try queue.time(
        launch.kernel, global: launch.global, local: launch.local)
    }
    return seconds
  }
}
