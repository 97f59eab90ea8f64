import ArgumentParser
import Foreframe
import ForeframeFrames

/// The size that frames are reduced to: "128x96", or "full" for none.
enum ScaleArgument {
  /// - Throws: `ValidationError`, which says what can be given.
  static func parse(_ text: String) throws -> FrameScale {
    if text.lowercased() == "full" { return .full }
    guard let size = FrameSize(text: text) else {
      throw ValidationError(SizeArgument.expected(", or 'full'"))
    }
    return .reduced(size)
  }
}
