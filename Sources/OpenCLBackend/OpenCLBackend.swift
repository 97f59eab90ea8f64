import CForeframeKernels
import ForeframeGraphCompiler
import ForeframeKernelTexts

/// Runs programs on an OpenCL device.
///
/// Use one backend from one thread at a time.
public final class OpenCLBackend: Backend, KernelBuilder {
  public let device: OpenCLDevice
  let tuning: DeviceTuning
  let queue: Queue
  let catalog: KernelCatalog
  public var winograd = WinogradUse.wherePaying
  /// Whether products for GPUs may compute the pointwise launch after them; part of ``compileTarget``.
  public var epilogues = EpilogueUse.wherePaying
  private var obstacles: [Precision: String?] = [:]
  public var precision = Precision.fp32 {
    didSet { precondition(offers(precision), "\(summary) has no \(precision)") }
  }
  public var choices = ConvolutionChoices()
  public let programs: (any ProgramStore)?

  /// Opens a context and a queue on the device.
  ///
  /// - Parameters:
  ///   - family: the kernels to run; nil for those that are meant for such a device.
  ///   - matrixUnit: the matrix unit that products may use; nil for the device's own.
  ///   - programs: keeps built kernels.
  /// - Throws: ``OpenCLError``.
  public init(
    device: OpenCLDevice, family: KernelFamily? = nil, matrixUnit: MatrixUnit? = nil,
    programs: (any ProgramStore)? = nil
  ) throws(OpenCLError) {
    if let obstacle = device.obstacle {
      throw .unsuitable(device: device.summary, reason: obstacle)
    }
    if let family, !device.fits(family) {
      throw .unsuitable(
        device: device.summary,
        reason: "its work-groups are too small for kernels of the family '\(family.rawValue)'")
    }
    self.device = device
    self.programs = programs
    tuning = DeviceTuning(device, family: family)
    let context = try Context(device: device)
    queue = try Queue(context: context)
    catalog = KernelCatalog(
      context: context, tuning: tuning, matrixUnit: matrixUnit ?? MatrixUnit(of: device),
      store: programs)
  }

  /// Other precisions than float32 need kernels for GPUs, a matrix unit that is known here, a compiler
  /// that takes its instruction, and right products (``obstacle(to:)``).
  public var precisions: [Precision] { Precision.allCases.filter(offers) }

  /// For float32 the device is not asked anything.
  public func offers(_ precision: Precision) -> Bool { obstacle(to: precision) == nil }

  /// Found out once for each precision, when it is first asked for: that runs a kernel on the device.
  public func obstacle(to precision: Precision) -> String? {
    if precision == .fp32 { return nil }
    if let known = obstacles[precision] { return known }
    let found = MatrixUnit.obstacle(to: precision, on: self)
    obstacles[precision] = found
    return found
  }

  /// What the device's driver was made to compile so far.
  package var built: BuildCount { queue.context.built }

  public var summary: String {
    let units = device.computeUnits == 1 ? "1 unit" : "\(device.computeUnits) units"
    return "\(device.name), \(device.kind.rawValue) with \(units), \(device.platform.name), "
      + "driver \(device.driver), kernels for \(tuning.family == .gpu ? "GPUs" : "processors")"
      + products
  }

  /// How products are computed, if not in float32.
  private var products: String {
    guard precision != .fp32, let unit = catalog.matrixUnit else { return "" }
    return ", products in \(precision) by \(unit)"
  }

  public var deviceName: String { device.summary }
  public var kind: DeviceKind { device.kind }
  public var facts: [DeviceFact] { device.facts }

  /// The processor's ceilings, if the device is the processor.
  public func measureCeilings() throws -> DeviceCeilings? {
    device.kind == .cpu
      ? .ofProcessor(threads: compileTarget.parallelism) : try DeviceCeilings(measuredOn: self)
  }

  public var compileTarget: CompileTarget {
    var compileTarget = tuning.compileTarget
    compileTarget.winograd = winograd
    compileTarget.epilogues = epilogues
    compileTarget.choices = choices
    compileTarget.precision = precision
    return compileTarget
  }

  /// OpenCL devices that are processors are named by what their compiler targets, so their family is the
  /// platform, the vector width and the processor's own family. The kernels for GPUs are part of both
  /// names, since both families of kernels may be measured on one device.
  public var identity: DeviceIdentity {
    let family =
      device.kind == .cpu
      ? "\(tuning.vector) lanes, \(String(cString: ff_processor_family()))" : device.name
    let kernels = tuning.family == .gpu ? ", kernels for GPUs" : ""
    return DeviceIdentity(
      name: device.summary + kernels, driver: device.driver,
      family: "\(device.platform.name), \(family)\(kernels)", kernels: tuning.family)
  }

  public var kernelsKey: ProgramKey {
    ProgramKey(
      device: device, text: KernelText.everything(for: catalog.matrixUnit).joined(separator: "\n"),
      options: """
        \(tuning.options(vector: tuning.vector)), family \(tuning.family.rawValue), \
        epilogues \(self.epilogues.rawValue)
        """)
  }

  public func buildKernels(of programs: [Program]) {
    _ = try? LaunchBuilder(launches: programs.flatMap { $0.prologue + $0.step }, catalog: catalog)
  }

  /// - Throws: ``OpenCLError``, for example if the arena is larger than the device can allocate.
  public func load(_ program: Program) throws -> any LoadedProgram {
    try OpenCLProgram(program, backend: self)
  }
}
