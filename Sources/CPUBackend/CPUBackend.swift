import CForeframeKernels
import ForeframeGraphCompiler

/// Runs programs with the kernels that clang compiled for this processor.
///
/// One thread at a time may use it: the pool runs one program after another.
public final class CPUBackend: Backend {
  /// What a processor cannot do.
  public enum Failure: BackendError {
    case unknownInstructionSet(String)
    case noThreads
    case noMemory(bytes: Int)

    public var message: String {
      switch self {
      case .unknownInstructionSet(let name): "this processor has no instruction set '\(name)'"
      case .noThreads: "the system lets no thread be started"
      case .noMemory(let bytes):
        "not enough memory: the network and its frames need \(bytes >> 20) MiB at once"
      }
    }

    public var isUnavailable: Bool { true }
  }

  let table: UnsafePointer<ff_kernel_table>
  let pool: OpaquePointer
  public let threads: Int
  /// avx512, avx2 or plain.
  public let instructionSet: String
  public var winograd = WinogradUse.wherePaying
  public var precision = Precision.fp32 {
    didSet { precondition(precisions.contains(precision), "\(summary) has no \(precision)") }
  }
  public var choices = ConvolutionChoices()

  /// - Parameters:
  ///   - threads: threads to use; nil for every core that this process may use.
  ///   - instructionSet: a lesser set than the best, for tests; nil for the best.
  public init(threads: Int? = nil, instructionSet: String? = nil) throws(Failure) {
    if let instructionSet {
      guard let named = ff_kernels_named(instructionSet) else {
        throw .unknownInstructionSet(instructionSet)
      }
      table = named
    } else {
      table = ff_kernels_best()
    }
    let wanted = threads.map(Int64.init) ?? ff_available_cores()
    guard let pool = ff_pool_create(wanted) else { throw .noThreads }
    self.pool = pool
    self.threads = Int(ff_pool_threads(pool))
    self.instructionSet = String(cString: table.pointee.name)
  }

  deinit { ff_pool_destroy(pool) }

  public var summary: String {
    let products = precision == .fp32 ? "" : ", products in \(precision)"
    return "CPU (\(instructionSet), \(threads) threads\(products))"
  }

  public var kind: DeviceKind { .cpu }

  public var facts: [DeviceFact] {
    [
      DeviceFact("kind", .text(kind.rawValue)),
      DeviceFact("instruction_set", .text(instructionSet)), DeviceFact("threads", .number(threads)),
    ]
  }

  public func measureCeilings() -> DeviceCeilings? { .ofProcessor(threads: threads) }

  public var compileTarget: CompileTarget {
    let g = table.pointee.geometry
    return CompileTarget(
      vector: Int(g.vector), tileVectors: Int(g.tile_vectors), tilePixels: Int(g.tile_pixels),
      parallelism: threads, winograd: winograd,
      bf16: precision == .bf16 ? .wherePaying : .never, choices: choices)
  }

  /// bf16 where the processor multiplies it and the instruction set in use is its best.
  public var precisions: [Precision] {
    ff_bf16_kernels(table) == nil ? [.fp32] : [.fp32, .bf16]
  }

  public var identity: DeviceIdentity {
    DeviceIdentity(
      name: String(cString: ff_processor_name()), driver: "native \(instructionSet)",
      family: "native \(instructionSet), \(String(cString: ff_processor_family()))")
  }

  public func load(_ program: Program) throws -> any LoadedProgram {
    try CPUProgram(program, on: self)
  }
}
