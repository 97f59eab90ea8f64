/// The structural similarity index (Wang et al. 2004) as scikit-image computes it by default:
/// uniform 7x7 windows that lie within the frame, covariances of samples (divided by 48).
public struct StructuralSimilarity: Sendable {
  /// Side of the window in pixels.
  public static let window = 7

  /// The R of the constants (0.01 R)^2 and (0.03 R)^2.
  public var dataRange: Double

  /// An index for values that span `dataRange`.
  public init(dataRange: Double = 1) { self.dataRange = dataRange }

  /// The mean over windows and channels of two frames `[height, width, channels]`, clipped to
  /// 0...1 first if asked for. Windows with a missing pixel (`mask`, `[height, width]`, is 0) do
  /// not count; nil if no window is left.
  public func mean(
    _ first: [Float], _ second: [Float], height: Int, width: Int, channels: Int = 1,
    mask: [Float]? = nil, clips: Bool = false
  ) -> Double? {
    precondition(first.count == height * width * channels && second.count == first.count)
    precondition(mask == nil || mask?.count == height * width)
    return first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        let size = (height, width, channels)
        guard let mask else { return mean(first, second, size, mask: nil, clips: clips) }
        return mask.withUnsafeBufferPointer { mean(first, second, size, mask: $0, clips: clips) }
      }
    }
  }

  func mean(
    _ first: UnsafeBufferPointer<Float>, _ second: UnsafeBufferPointer<Float>,
    _ size: (height: Int, width: Int, channels: Int), mask: UnsafeBufferPointer<Float>?,
    clips: Bool
  ) -> Double? {
    let window = Self.window
    guard size.height >= window, size.width >= window else { return nil }
    var sum = 0.0
    var count = 0
    var columns = WindowColumns(width: size.width)
    for channel in 0..<size.channels {
      columns.clear()
      for y in 0..<size.height {
        columns.add(row(y), sign: 1)
        if y >= window { columns.add(row(y - window), sign: -1) }
        if y >= window - 1 {
          columns.similarity(dataRange: dataRange, sum: &sum, count: &count)
        }
      }
      func row(_ y: Int) -> WindowColumns.Row {
        WindowColumns.Row(
          first: first, second: second, mask: mask, start: y * size.width, channel: channel,
          channels: size.channels, clips: clips)
      }
    }
    return count > 0 ? sum / Double(count) : nil
  }
}
