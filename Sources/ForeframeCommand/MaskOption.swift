import ArgumentParser
import ForeframeFrames

/// Which pixels are observed at all.
struct MaskOption: ParsableArguments {
  @Option(
    name: .customLong("mask"),
    help: ArgumentHelp(
      "A PNG of the frames' size whose sample 0 marks pixels that are never observed. (default: none)",
      valueName: "file"),
    completion: Completions.frames)
  var path: String?

  func validate() throws {
    if let path { try PathArguments.check(["--mask": [path]]) }
  }

  /// Reads the mask, if there is one.
  func read(_ limits: ImageLimits) throws -> ObservedMask? {
    guard let path else { return nil }
    return try ObservedMask(path, limits: limits)
  }
}
