import ForeframeFiles
import ForeframeFrames
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTraining

/// Any error of any module as one sentence and an exit status: the one place that turns errors into
/// words. Also thrown directly for what the command line refuses.
public struct UserError: UserFacingError, CustomStringConvertible {
  public var message: String
  public var exitStatus: ExitStatus

  public init(_ message: String, _ exitStatus: ExitStatus) {
    self.message = message
    self.exitStatus = exitStatus
  }

  public var description: String { message }

  /// Bytes for people: "12 MiB".
  static func size(_ bytes: Int) -> String {
    bytes < 1 << 20 ? "\(bytes) bytes" : "\(bytes >> 20) MiB"
  }

  /// Translates an error.
  public init(_ error: any Error) {
    switch error {
    case let error as any UserFacingError:
      self.init(error.message, error.exitStatus)
    case let error as FileError:
      self.init("\(error)", Self.status(error))
    case PNGError.notPNG(let file, _), FrameError.png(.notPNG(let file, _)):
      self.init(ForeignFrames(contentOf: file)?.message ?? "\(error)", .badData)
    case let error as PNGError:
      self.init("\(error)", Self.status(error))
    case let error as FrameError:
      self.init("\(error)", Self.status(error))
    case let error as IdxError:
      if case .file(let file) = error {
        self.init("\(error)", Self.status(file))
      } else {
        self.init("\(error)", .badData)
      }
    case let error as SafetensorsError:
      self.init("\(error)", Self.status(error))
    case let error as ModelError:
      self.init(Self.sentence(error), Self.status(error))
    case let error as JSONError:
      self.init("\(error)", .badData)
    case let error as DescriptionError:
      self.init(error.reason, .badConfiguration)
    case let error as TrainingError:
      self.init(Self.sentence(error), Self.status(error))
    case let error as any BackendError:
      self.init(error.message, error.isUnavailable ? .unavailable : .failed)
    case let error as SequenceSizeError:
      self.init("\(error)", .badConfiguration)
    case let error as Executor.Failure:
      self.init(Self.sentence(error), .failed)
    default:
      self.init("\(error)", .failed)
    }
  }
}
