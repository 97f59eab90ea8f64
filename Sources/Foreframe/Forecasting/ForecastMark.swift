import ForeframeFrames

/// The mark of predicted frames in an animation: a dashed border, bright and dark by turns, so that
/// it is seen on any picture.
public enum ForecastMark {
  /// A copy of the frame with the border.
  public static func drawn(on frame: Frame) -> Frame {
    var marked = frame
    let format = frame.format
    let width = max(1, min(format.height, format.width) / 100)
    let dash = 4 * width
    let (bright, dark) = ends(format)
    for y in 0..<format.height {
      for x in 0..<format.width {
        let fromEdge = min(min(x, format.width - 1 - x), min(y, format.height - 1 - y))
        guard fromEdge < width else { continue }
        let isBright = (x + y) / dash % 2 == 0
        for channel in 0..<format.channels {
          let isAlpha = format.colourType.hasAlpha && channel == format.channels - 1
          marked[y, x, channel] =
            isAlpha ? UInt16(format.maximumSample) : isBright ? bright : dark
        }
      }
    }
    return marked
  }

  /// The samples of the brightest and the darkest colour.
  private static func ends(_ format: FrameFormat) -> (bright: UInt16, dark: UInt16) {
    guard format.colourType == .palette else { return (UInt16(format.maximumSample), 0) }
    func light(_ index: Int) -> Int {
      let entry = format.palette[index]
      return 2 * Int(entry.red) + 5 * Int(entry.green) + Int(entry.blue)
    }
    let order = format.palette.indices.sorted { light($0) < light($1) }
    return (UInt16(order.last ?? 0), UInt16(order.first ?? 0))
  }
}
