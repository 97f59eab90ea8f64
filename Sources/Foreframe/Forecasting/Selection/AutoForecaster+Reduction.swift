import ForeframeFrames

extension AutoForecaster {
  /// Frames of more pixels are tried with fewer.
  private static let mostPixels = 1024 * 1024
  /// So many at most.
  private static let triedPixels = 512 * 512

  /// How large frames are reduced for the trials, which then cost little memory and time; nil for frames
  /// that stay as they are. Errors are smaller than those of whole frames then, also persistence's, with
  /// which they are compared.
  ///
  /// - Parameter noData: the sample that marks missing pixels, besides transparency.
  public static func trialReduction(of size: FrameSize, noData: Int? = nil) -> FrameReduction? {
    guard size.height * size.width > mostPixels else { return nil }
    var block = 2
    while (size.height / block) * (size.width / block) > triedPixels { block += 1 }
    let fewer = FrameSize(height: size.height / block, width: size.width / block)
    guard fewer.height > 0, fewer.width > 0 else { return nil }
    return FrameReduction(of: size, to: fewer, noData: noData)
  }
}

extension FrameFormat {
  /// Rows and columns.
  var size: FrameSize { FrameSize(height: height, width: width) }
}
