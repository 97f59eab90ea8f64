/// One image with its samples exactly as the PNG stores them: not scaled, no gamma, palette
/// indices as indices.
public struct Frame: Sendable, Hashable {
  public let format: FrameFormat
  /// `[height, width, channels]`, row by row, channels interleaved; each 0...format.maximumSample.
  public var samples: [UInt16]
  /// The pixels that are never observed, besides those that their samples mark as missing,
  /// `[height, width]`; nil: none. See ``ObservedMask``.
  public var unobserved: [Bool]?

  /// A frame from `[height, width, channels]` samples; their number must be the format's.
  public init(format: FrameFormat, samples: [UInt16]) {
    precondition(
      samples.count == format.sampleCount,
      "\(samples.count) samples for a frame of \(format.sampleCount) (\(format))")
    self.format = format
    self.samples = samples
  }

  /// A frame that is `value` everywhere.
  public init(format: FrameFormat, repeating value: UInt16 = 0) {
    self.init(
      format: format, samples: [UInt16](repeating: value, count: format.sampleCount))
  }

  /// The sample in row `y`, column `x` of a channel.
  public subscript(y: Int, x: Int, channel: Int = 0) -> UInt16 {
    get { samples[(y * format.width + x) * format.channels + channel] }
    set { samples[(y * format.width + x) * format.channels + channel] = newValue }
  }
}
