import ForeframeFrames
import ForeframeMotion

/// Frames that an instrument has spoilt.
public enum DefectiveFrame {
  /// The frames whose mean jumps away from those of the frames around them and back, in order.
  ///
  /// - Parameters:
  ///   - frames: in order of time.
  ///   - noData: the sample that marks missing pixels, besides transparency.
  public static func indices(of frames: [Frame], noData: Int? = nil) -> [Int] {
    let means = frames.map { mean($0, noData: noData) }
    // A frame without any pixel is missing, not spoilt.
    let known = means.indices.filter { means[$0] != nil }
    return DefectiveFrames.indices(means: known.compactMap { means[$0] }).map { known[$0] }
  }

  /// The mean of what was observed, on a scale of 0...255; nil if nothing was.
  private static func mean(_ frame: Frame, noData: Int?) -> Double? {
    let missing = FrameEncoding(format: frame.format, noData: noData).missing(in: frame)
    let format = frame.format
    let colours = format.channels - (format.colourType.hasAlpha ? 1 : 0)
    var (sum, count) = (0, 0)
    for pixel in 0..<format.pixelCount where missing.map({ !$0[pixel] }) ?? true {
      for channel in 0..<colours { sum += Int(frame.samples[pixel * format.channels + channel]) }
      count += colours
    }
    return count > 0 ? 255 * Double(sum) / Double(count) / Double(format.maximumSample) : nil
  }
}
