import ArgumentParser
import Foreframe
import ForeframeFrames

/// A size as images have it: "128x96", width first.
struct SizeArgument: ExpressibleByArgument {
  var size: FrameSize

  init(_ size: FrameSize) { self.size = size }

  init?(argument: String) {
    guard let size = FrameSize(text: argument) else { return nil }
    self.size = size
  }

  var defaultValueDescription: String { "\(size)" }
}
