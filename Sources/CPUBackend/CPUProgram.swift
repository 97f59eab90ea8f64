import CForeframeKernels
import ForeframeGraphCompiler

/// A program in the processor's memory: an arena, and launches as the C runner wants them.
public final class CPUProgram: LoadedProgram {
  public let program: Program
  private let backend: CPUBackend
  private let arena: UnsafeMutablePointer<Float>
  private let storage = LaunchStorage()
  private var prologue: [ff_launch] = []
  private var step: [ff_launch] = []

  init(_ program: Program, on backend: CPUBackend) throws(CPUBackend.Failure) {
    precondition(
      !program.usesBF16 || backend.precisions.contains(.bf16),
      "a program in bf16 for \(backend.summary)")
    self.program = program
    self.backend = backend
    guard let arena = ff_arena_allocate(Int64(program.arenaCount)) else {
      throw .noMemory(bytes: program.arenaCount * MemoryLayout<Float>.stride)
    }
    self.arena = arena
    for literal in program.literals {
      (arena + literal.offset).update(from: literal.values, count: literal.values.count)
    }
    prologue = program.prologue.map { storage.launch($0.kernel, backend.table) }
    step = storage.joined(program.step, backend.table)
  }

  deinit { ff_arena_free(arena, Int64(program.arenaCount)) }

  public func write(_ values: UnsafeBufferPointer<Float>, at offset: Int) {
    precondition(offset >= 0 && offset + values.count <= program.arenaCount)
    if let base = values.baseAddress { (arena + offset).update(from: base, count: values.count) }
  }

  public func read(into values: UnsafeMutableBufferPointer<Float>, at offset: Int) {
    precondition(offset >= 0 && offset + values.count <= program.arenaCount)
    if let base = values.baseAddress { base.update(from: arena + offset, count: values.count) }
  }

  public func runPrologue() { run(prologue) }
  public func runStep() { run(step) }

  public func runStep(parts: Int, after: (_ done: Int, _ total: Int) throws -> Void) throws {
    let parts = step.parts(parts)
    for (index, launches) in parts.enumerated() {
      run(launches)
      try after(index + 1, parts.count)
    }
  }

  /// Runs the step once, each launch for itself, and returns the seconds that each took.
  public func profileStep() -> [Double] {
    let storage = LaunchStorage()
    let launches = program.step.map { storage.launch($0.kernel, backend.table) }
    var seconds = [Double](repeating: 0, count: launches.count)
    ff_program_profile(backend.pool, launches, Int64(launches.count), arena, &seconds)
    return seconds
  }

  /// Of its threads.
  public var balance: Double? {
    ff_program_balance(step, Int64(step.count), Int64(backend.threads))
  }

  private func run(_ launches: some Collection<ff_launch>) {
    launches.withContiguousStorageIfAvailable {
      ff_program_run(backend.pool, $0.baseAddress, Int64($0.count), arena)
    }
  }
}
