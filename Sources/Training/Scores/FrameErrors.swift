/// Errors of one predicted frame, summed over what was observed of the true one.
public struct FrameErrors: Hashable, Sendable {
  public private(set) var squared = 0.0
  public private(set) var absolute = 0.0
  /// Observed values: pixels times channels.
  public private(set) var count = 0

  /// - Parameters:
  ///   - truth: [height, width, channels].
  ///   - prediction: the same.
  ///   - isObserved: whether a pixel counts.
  public init(
    truth: UnsafeBufferPointer<Float>, prediction: UnsafeBufferPointer<Float>, channels: Int,
    isObserved: (Int) -> Bool
  ) {
    for pixel in 0..<truth.count / channels where isObserved(pixel) {
      for place in pixel * channels..<(pixel + 1) * channels {
        let difference = Double(prediction[place] - truth[place])
        squared += difference * difference
        absolute += difference.magnitude
      }
      count += channels
    }
  }
}
