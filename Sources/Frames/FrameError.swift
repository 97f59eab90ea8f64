import ForeframeFiles

/// What is wrong with a folder of frames, a pattern or a data set, with the file or folder named.
public enum FrameError: Error, Hashable, Sendable {
  /// A frame cannot be read or written.
  case png(PNGError)
  /// A file or folder cannot be read or written.
  case file(FileError)
  /// The folder has no PNG; `folders` counts the folders in it.
  case emptyFolder(path: String, folders: Int)
  /// No file of the folder fits the pattern; `example` is one that does not.
  case noMatch(folder: String, pattern: String, example: String)
  /// The pattern cannot be understood.
  case badPattern(pattern: String, reason: String)
  /// Two frames of one sequence differ in size, bit depth or colour type.
  case mixedFormats(
    first: String, format: FrameFormat, other: String, otherFormat: FrameFormat)
  /// The longest sequence has fewer frames than are needed.
  case tooFewFrames(path: String, found: Int, needed: Int)
  /// A data set cannot be divided or described as asked.
  case badDataset(path: String, reason: String)
  /// Frames of so many bytes in all, for which there is no memory; `what` they are for.
  case noMemory(what: String, bytes: Int)
  /// A frame is too small for what shall be cut from it.
  case tooSmall(file: String, width: Int, height: Int, needed: String)

  /// Whether the input is not there at all.
  public var isMissing: Bool {
    switch self {
    case .file(let error), .png(.file(let error)): error.isMissing
    default: false
    }
  }
}

extension FrameError: CustomStringConvertible {
  /// One sentence for people: the file or folder first, then the reason.
  public var description: String {
    switch self {
    case .png(let error): error.description
    case .file(let error): error.description
    case .emptyFolder(let path, let folders):
      "\(path.shown): no PNG in this folder"
        + (folders == 0 ? "" : " (but \(folders) folder\(folders == 1 ? "" : "s"); name one)")
    case .noMatch(let folder, let pattern, let example):
      "\(folder.shown): no file fits the pattern '\(pattern.shown)' (one that does not: '\(example.shown)')"
    case .badPattern(let pattern, let reason): "pattern '\(pattern.shown)': \(reason)"
    case .mixedFormats(let first, let format, let other, let otherFormat):
      "\(other.shown) is \(otherFormat), but \(first.shown) is \(format); "
        + "the frames of a sequence must have one size, bit depth and colour type"
    case .tooFewFrames(let path, let found, let needed):
      "\(path.shown): \(found) frame\(found == 1 ? "" : "s") without a gap, but \(needed) are needed"
    case .badDataset(let path, let reason): "\(path.shown): \(reason)"
    case .noMemory(let what, let bytes):
      "\(what): \(bytes) bytes at once, more than this machine has memory for"
    case .tooSmall(let file, let width, let height, let needed):
      "\(file.shown): \(width)x\(height) pixels are too small for \(needed)"
    }
  }
}

/// Runs what reports PNG errors where folder errors are reported.
func wrappingPNG<Result>(
  _ body: () throws(PNGError) -> Result
) throws(FrameError) -> Result {
  do throws(PNGError) { return try body() } catch { throw .png(error) }
}

/// Runs what reports file errors where folder errors are reported.
func wrappingFile<Result>(
  _ body: () throws(FileError) -> Result
) throws(FrameError) -> Result {
  do throws(FileError) { return try body() } catch { throw .file(error) }
}
