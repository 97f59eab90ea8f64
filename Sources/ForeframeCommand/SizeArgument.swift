import ArgumentParser
import Foreframe
import ForeframeFrames

/// A size as images have it: "128x96", width first.
enum SizeArgument {
  /// - Throws: `ValidationError`, which says what a size is.
  static func parse(_ text: String) throws -> FrameSize {
    guard let size = FrameSize(text: text) else { throw ValidationError(expected()) }
    return size
  }

  /// - Parameter others: what may be given instead.
  static func expected(_ others: String = "") -> String {
    "write WIDTHxHEIGHT, such as 128x96, with sides from 1 to \(FrameSize.longestSide) pixels\(others)"
  }
}
