import ArgumentParser
import Foreframe
import ForeframeFrames

/// The size that frames are reduced to: "128x96", or "full" for none.
struct ScaleArgument: ExpressibleByArgument {
  var scale: FrameScale

  init?(argument: String) {
    if argument.lowercased() == "full" {
      scale = .full
    } else if let size = FrameSize(text: argument) {
      scale = .reduced(size)
    } else {
      return nil
    }
  }

  static let allValueStrings = ["full"]
}
