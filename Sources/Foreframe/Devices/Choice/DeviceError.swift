import ForeframeGraphCompiler
import ForeframeKernelTexts

/// Why no device could be chosen.
public enum DeviceError: UserFacingError {
  /// Not one of ``BackendChoice/requests``.
  case unknownRequest(String)
  /// Not a whole number from 1 on; `source` is the option or the environment variable.
  case badThreads(String, source: String)
  /// No such use of Winograd's algorithm.
  case badWinograd(String)
  /// The device has no products of that precision; why, if there is more to say.
  case noSuchPrecision(Precision, device: String, offered: [Precision], reason: String?)
  /// No such matrix unit.
  case badMatrixUnit(String)
  /// No such family of kernels.
  case badKernels(String)
  /// No such use of epilogues.
  case badEpilogues(String)
  /// No such use of the cache for programs.
  case badPrograms(String)
  /// The backend cannot find or open the device.
  case backend(any BackendError)

  public var message: String {
    switch self {
    case .unknownRequest(let text):
      "device '\(text)' is not known: \(BackendChoice.requests)"
    case .badThreads(let text, let source):
      "\(source) '\(text)': a whole number from 1 to \(BackendChoice.maximumThreads) is needed"
    case .badWinograd(let text):
      "\(BackendChoice.winogradVariable) '\(text)': one of "
        + WinogradUse.allCases.map(\.rawValue).joined(separator: ", ") + " is needed"
    case .noSuchPrecision(let precision, let device, let offered, let reason):
      "\(device) has no \(precision.rawValue): it offers "
        + offered.map(\.rawValue).joined(separator: ", ") + (reason.map { "; \($0)" } ?? "")
    case .badMatrixUnit(let text):
      "\(BackendChoice.atomVariable) '\(text)': one of "
        + MatrixUnit.allCases.map(\.rawValue).joined(separator: ", ") + " is needed"
    case .badKernels(let text):
      "\(BackendChoice.kernelsVariable) '\(text)': one of "
        + KernelFamily.allCases.map(\.rawValue).joined(separator: ", ") + " is needed"
    case .badEpilogues(let text):
      "\(BackendChoice.epiloguesVariable) '\(text)': one of "
        + EpilogueUse.allCases.map(\.rawValue).joined(separator: ", ") + " is needed"
    case .badPrograms(let text):
      "\(BackendChoice.programsVariable) '\(text)': one of "
        + ProgramKeepingUse.allCases.map(\.rawValue).joined(separator: ", ") + " is needed"
    case .backend(let error): error.message
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .unknownRequest, .badThreads, .badWinograd, .badKernels, .badMatrixUnit, .badEpilogues,
      .badPrograms:
      .usage
    case .backend, .noSuchPrecision: .unavailable
    }
  }
}
