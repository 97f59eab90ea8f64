import ForeframeGraphCompiler

/// A device that computes some programs a little wrong.
public final class SpoiltBackend: Backend {
  private let backend: any Backend
  private let isSpoilt: (Program) -> Bool
  private let localMemory: Int?
  public let precisions: [Precision]

  /// - Parameters:
  ///   - localMemory: bytes that it says it has, of those of `backend`; nil for all. Fewer leave out the
  ///     larger tiles for GPUs.
  ///   - precisions: those that it says it has; nil for all.
  public init(
    _ backend: any Backend, localMemory: Int? = nil, precisions: [Precision]? = nil,
    _ isSpoilt: @escaping (Program) -> Bool
  ) {
    self.backend = backend
    self.localMemory = localMemory
    self.precisions = precisions ?? backend.precisions
    self.isSpoilt = isSpoilt
  }

  public var summary: String { backend.summary }
  public var kind: DeviceKind { backend.kind }
  public var compileTarget: CompileTarget {
    var target = backend.compileTarget
    target.localMemory = localMemory ?? target.localMemory
    return target
  }
  public var identity: DeviceIdentity { backend.identity }
  public var winograd: WinogradUse {
    get { backend.winograd }
    set { backend.winograd = newValue }
  }
  public var precision: Precision {
    get { backend.precision }
    set { backend.precision = newValue }
  }
  public var choices: ConvolutionChoices {
    get { backend.choices }
    set { backend.choices = newValue }
  }

  public func buildKernels(of programs: [Program]) { backend.buildKernels(of: programs) }

  public func load(_ program: Program) throws -> any LoadedProgram {
    let loaded = try backend.load(program)
    return isSpoilt(program) ? Spoilt(loaded) : loaded
  }

  /// Every value that is read is off by a little: of numbers about 20, this is beyond 5e-5.
  private final class Spoilt: LoadedProgram {
    let loaded: any LoadedProgram
    var program: Program { loaded.program }

    init(_ loaded: any LoadedProgram) { self.loaded = loaded }

    func write(_ values: UnsafeBufferPointer<Float>, at offset: Int) throws {
      try loaded.write(values, at: offset)
    }

    func read(into values: UnsafeMutableBufferPointer<Float>, at offset: Int) throws {
      try loaded.read(into: values, at: offset)
      for index in values.indices { values[index] += 0.01 }
    }

    func runPrologue() throws { try loaded.runPrologue() }
    func runStep() throws { try loaded.runStep() }
    func profileStep() throws -> [Double] { try loaded.profileStep() }
  }
}
