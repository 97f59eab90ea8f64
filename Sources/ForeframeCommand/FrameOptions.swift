import ArgumentParser
import Foreframe
import ForeframeFrames

/// How frames are found and read.
struct FrameOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      How the names count, such as frame_%04d.png or %Y%m%d_%H%M.png; * is any text, ? any \
      character. Other names are left out. (default: detected)
      """,
      valueName: "pattern"))
  var pattern: String?

  @Option(
    name: .customLong("nodata"),
    help: ArgumentHelp(
      "The sample that marks missing pixels, beside transparency. (default: none)",
      valueName: "sample"))
  var noData: Int?

  @Option(help: ArgumentHelp("The most pixels that a frame may have.", valueName: "count"))
  var maxPixels = ImageLimits.standard.maximumPixels

  func validate() throws {
    if let noData, !(0...65535).contains(noData) {
      throw ValidationError("--nodata \(noData): samples go from 0 to 65535")
    }
    let most = 1 << 31
    if !(1...most).contains(maxPixels) {
      throw ValidationError("--max-pixels \(maxPixels): 1 to \(most) pixels")
    }
  }

  var limits: ImageLimits { ImageLimits(maximumPixels: maxPixels) }

  func framePattern() throws -> FramePattern? {
    guard let pattern else { return nil }
    return try FramePattern(pattern)
  }
}
