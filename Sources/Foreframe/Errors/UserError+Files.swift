import ForeframeFiles
import ForeframeFrames
import ForeframeTraining

extension UserError {
  /// The file system's error within another, if there is one.
  static func fileError(in error: any Error) -> FileError? {
    switch error {
    case let error as FileError: return error
    case PNGError.file(let file), FrameError.file(let file), FrameError.png(.file(let file)),
      IdxError.file(let file), SafetensorsError.file(let file),
      ModelError.file(.file(let file)):
      return file
    default: return nil
    }
  }

  /// Of a file that should be read.
  static func status(_ error: FileError) -> ExitStatus {
    if error.isMissing { return .inputMissing }
    switch error {
    case .notText, .tooLarge, .lineTooLong, .notAFile: return .badData
    case .silentPipe: return .inputMissing
    case .noMemory: return .failed
    case .system(let call, _, _):
      // What cannot be opened counts as missing; what breaks off while it is read does not.
      return ["open", "opendir", "stat", "realpath"].contains(call) ? .inputMissing : .inputOutput
    }
  }

  static func status(_ error: PNGError) -> ExitStatus {
    switch error {
    case .file(let file): status(file)
    case .outOfMemory: .failed
    case .notPNG, .truncated, .checksum, .tooLarge, .damaged, .cannotEncode, .mixedFormats: .badData
    }
  }

  static func status(_ error: FrameError) -> ExitStatus {
    switch error {
    case .file(let file): status(file)
    case .png(let png): status(png)
    case .badPattern, .severalSeries, .foldersBesideFrames: .usage
    case .emptyFolder, .unreadableNames: .inputMissing
    case .noMemory: .failed
    case .noMatch, .mixedFormats, .tooFewFrames, .badDataset, .tooSmall, .duplicateFrames,
      .ambiguousNames:
      .badData
    }
  }

  static func status(_ error: SafetensorsError) -> ExitStatus {
    if case .file(let file) = error { status(file) } else { .badData }
  }
}
