import ForeframeFrames

/// How values and differences are drawn; one for all pictures of a report.
struct ColourScale {
  /// Values drawn black and white.
  var low: Float
  var high: Float
  /// The difference drawn in full colour.
  var difference: Float

  /// Fits the scale to what shall be shown.
  init(values: [FrameImage], differences: [Float]) {
    var low = Float.infinity
    var high = -Float.infinity
    for image in values {
      for (index, value) in image.values.enumerated()
      where image.mask.map({ $0[index / image.channels] != 0 }) ?? true {
        low = min(low, value)
        high = max(high, value)
      }
    }
    let isRange = low < high
    self.low = isRange ? low : 0
    self.high = isRange ? high : 1
    // A few outliers must not make all else pale.
    let sizes = differences.map(\.magnitude).sorted()
    let place = Int(Double(sizes.count) * 0.995)
    difference = sizes.isEmpty ? 1 : max(sizes[min(place, sizes.count - 1)], 1e-6)
  }

  /// Where a value lies between black, 0, and white, 1.
  func share(_ value: Float) -> Float {
    let share = (value - low) / (high - low)
    return share > 0 ? min(share, 1) : 0
  }

  /// Where a difference lies between -1 and 1.
  func share(difference value: Float) -> Float { min(max(value / difference, -1), 1) }
}
