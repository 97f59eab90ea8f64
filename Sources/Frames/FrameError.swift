import ForeframeFiles

/// What is wrong with a folder of frames, a pattern or a data set, with the file or folder named.
public enum FrameError: Error, Hashable, Sendable {
  /// A frame cannot be read or written.
  case png(PNGError)
  /// A file or folder cannot be read or written.
  case file(FileError)
  /// The folder has no PNG; `folders` counts the folders in it.
  case emptyFolder(path: String, folders: Int)
  /// The folder has no PNG but some whose names are not UTF-8; `example` is one, for people.
  case unreadableNames(path: String, count: Int, example: String)
  /// No file of the folder fits the pattern; `example` is one that does not.
  case noMatch(folder: String, pattern: String, example: String)
  /// The pattern cannot be understood.
  case badPattern(pattern: String, reason: String)
  /// Two names stand in one place: one number or time, written in two ways.
  case duplicateFrames(folder: String, first: String, second: String)
  /// The names can be understood in several ways; `patterns` are some of them.
  case ambiguousNames(folder: String, examples: [String], patterns: [String])
  /// The folder has several series where one is wanted; each with its pattern, for people.
  case severalSeries(folder: String, series: [String])
  /// PNGs that are no sequence beside folders of frames.
  case foldersBesideFrames(path: String, folders: Int, example: String, frames: Int)
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
    case .unreadableNames(let path, let count, let example):
      "\(path.shown): no PNG in this folder whose name can be read: \(count) name"
        + "\(count == 1 ? " is" : "s are") not UTF-8, such as '\(example)'; rename them to use them"
    case .noMatch(let folder, let pattern, let example):
      "\(folder.shown): no file fits the pattern '\(pattern.shown)' (one that does not: "
        + "'\(example.shown)')"
    case .badPattern(let pattern, let reason): "pattern '\(pattern.shown)': \(reason)"
    case .duplicateFrames(let folder, let first, let second):
      "\(folder.shown): \(NameText.quoted(first)) and \(NameText.quoted(second)) are one number or time "
        + "twice; remove one of them, or say with --pattern which names count"
    case .ambiguousNames(let folder, let examples, let patterns):
      "\(folder.shown): the names do not say in which order they stand (\(NameText.list(examples))); "
        + (patterns.isEmpty
          ? "say it with --pattern, such as --pattern 'frame_%04d.png'"
          : "say it with --pattern "
            + patterns.prefix(3).map(NameText.quoted).joined(separator: " or "))
    case .severalSeries(let folder, let series):
      "\(folder.shown): there are \(series.count) series in this folder; choose one with --pattern: "
        + series.prefix(6).joined(separator: ", ")
        + (series.count > 6 ? " and \(series.count - 6) more" : "")
    case .foldersBesideFrames(let path, let folders, let example, let frames):
      "\(path.shown): \(folders) folder\(folders == 1 ? "" : "s") and \(frames) "
        + "PNG\(frames == 1 ? "" : "s") beside them; name one of the folders, such as "
        + "\(path.hasSuffix("/") ? path : path + "/")\(example), or say with --pattern which of the "
        + "PNGs are meant"
    case .mixedFormats(let first, let format, let other, let otherFormat)
    where Self.areOfTwoSizes(first, format, other, otherFormat):
      "\(other.shown) is \(otherFormat), but \(first.shown) is \(format); sequences of different sizes go "
        + "together if all are reduced or cut to one size (data.reduce or data.crop in a recipe, "
        + "--reduce or --crop of evaluate)"
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

extension FrameError {
  /// Whether frames of two sequences differ in size alone.
  private static func areOfTwoSizes(
    _ first: String, _ format: FrameFormat, _ other: String, _ otherFormat: FrameFormat
  ) -> Bool {
    FileSystem.split(first).folder != FileSystem.split(other).folder
      && format.bitDepth == otherFormat.bitDepth && format.colourType == otherFormat.colourType
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
