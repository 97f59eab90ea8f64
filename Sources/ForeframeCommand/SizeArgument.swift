import ArgumentParser
import ForeframeFrames

/// A size as images have it: "128x96", width first.
struct SizeArgument: ExpressibleByArgument {
  var size: FrameSize

  init(_ size: FrameSize) { self.size = size }

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    let sides = parts.compactMap { Int($0) }
    guard sides.count == 2, parts.count == 2, sides.allSatisfy({ (1...65_536).contains($0) })
    else { return nil }
    size = FrameSize(height: sides[1], width: sides[0])
  }

  var defaultValueDescription: String { "\(size)" }
}
