import GraphCompiler

/// Runs programs on an OpenCL device.
///
/// Use one backend from one thread at a time.
public final class OpenCLBackend: Backend {
  public let device: OpenCLDevice
  let tuning: DeviceTuning
  let queue: Queue
  let catalog: KernelCatalog
  public var winograd = WinogradUse.wherePaying
  /// OpenCL C has no product of bf16 numbers.
  public static let precisions = [Precision.fp32]
  public var precisions: [Precision] { Self.precisions }
  public var precision = Precision.fp32 {
    didSet { precondition(precisions.contains(precision), "\(summary) has no \(precision)") }
  }

  /// Opens a context and a queue on the device.
  ///
  /// - Throws: ``OpenCLError``.
  public init(device: OpenCLDevice) throws(OpenCLError) {
    if let obstacle = device.obstacle {
      throw .unsuitable(device: device.summary, reason: obstacle)
    }
    self.device = device
    tuning = DeviceTuning(device)
    let context = try Context(device: device)
    queue = try Queue(context: context)
    catalog = KernelCatalog(context: context, tuning: tuning)
  }

  public var summary: String {
    let units = device.computeUnits == 1 ? "1 unit" : "\(device.computeUnits) units"
    return "\(device.name), \(device.kind.rawValue) with \(units), \(device.platform.name), "
      + "driver \(device.driver)"
  }

  public var geometry: TileGeometry {
    var geometry = tuning.geometry
    geometry.winograd = winograd
    return geometry
  }

  /// - Throws: ``OpenCLError``, for example if the arena is larger than the device can allocate.
  public func load(_ program: Program) throws -> any LoadedProgram {
    try OpenCLProgram(program, backend: self)
  }
}
