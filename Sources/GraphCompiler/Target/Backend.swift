/// Runs programs on one device.
public protocol Backend: AnyObject {
  /// What it is, for people: device name, instruction set or driver, threads.
  var summary: String { get }
  /// The device alone, as lists of devices call it.
  var deviceName: String { get }
  /// What kind of hardware runs the programs.
  var kind: DeviceKind { get }
  /// What a list of devices says of it.
  var facts: [DeviceFact] { get }
  /// Measures what the device can do at most; nil if the backend has no way to.
  func measureCeilings() throws -> DeviceCeilings?
  /// How the compiler should cut work for this device.
  var compileTarget: CompileTarget { get }
  /// Whether convolutions may use Winograd's algorithm; part of ``compileTarget``.
  var winograd: WinogradUse { get set }
  /// The precisions that the device offers.
  var precisions: [Precision] { get }
  /// Whether a precision is one of them. That may be known without looking for all.
  func offers(_ precision: Precision) -> Bool
  /// One of ``precisions``; part of ``compileTarget``.
  var precision: Precision { get set }
  /// Why the device does not offer a precision, if there is more to say than that it does not.
  func obstacle(to precision: Precision) -> String?
  /// Measured choices that programs are compiled with; part of ``compileTarget``.
  var choices: ConvolutionChoices { get set }
  /// What measurements on this device are filed under.
  var identity: DeviceIdentity { get }
  /// Builds kernels of programs that are going to be loaded, many of them together: a driver's compiler reads
  /// much for each text, however short. A kernel that cannot be built is left to ``load(_:)``, which says why.
  func buildKernels(of programs: [Program])
  /// Makes a program ready to run: allocates its arena, builds its kernels, writes its literals.
  func load(_ program: Program) throws -> any LoadedProgram
}

extension Backend {
  public func buildKernels(of programs: [Program]) {}
  public var deviceName: String { summary }
  public var facts: [DeviceFact] { [] }
  public func measureCeilings() throws -> DeviceCeilings? { nil }
  public func offers(_ precision: Precision) -> Bool { precisions.contains(precision) }
  public func obstacle(to precision: Precision) -> String? { nil }
}
