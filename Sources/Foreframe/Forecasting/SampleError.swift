import ForeframeFrames

/// A sample that no pixel of some frames can have: a mark or a threshold beyond their bit depth.
public struct SampleError: UserFacingError, Hashable {
  public var message: String
  public var exitStatus: ExitStatus

  /// Refuses a mark of missing pixels that frames of a format cannot have.
  ///
  /// - Parameters:
  ///   - source: where it was given, such as `--nodata` or `dataset.yaml: nodata`.
  ///   - status: how a command ends because of it.
  public static func check(
    noData: Int?, _ source: String = "--nodata", _ status: ExitStatus = .usage,
    in format: FrameFormat
  ) throws(SampleError) {
    guard let noData else { return }
    let isPalette = format.colourType == .palette
    let largest = isPalette ? (1 << format.bitDepth) - 1 : format.maximumSample
    guard noData > largest || noData < 0 else { return }
    throw SampleError(
      message: "\(source) \(noData): the frames are \(format), whose "
        + "\(isPalette ? "indices" : "samples") go from 0 to \(largest)", exitStatus: status)
  }

  /// Refuses thresholds that no sample of a format can reach.
  public static func check(
    thresholds: [Double], _ option: String = "--thresholds", in format: FrameFormat
  ) throws(SampleError) {
    // A palette's colours have 8 bits whatever its indices have.
    let largest = format.colourType == .palette ? 255 : format.maximumSample
    guard let wrong = thresholds.first(where: { $0 > Double(largest) }) else { return }
    throw SampleError(
      message: "\(option) \(DecimalText.brief(wrong, 9)): the frames are \(format), whose "
        + "samples go from 0 to \(largest), so there are no such events", exitStatus: .usage)
  }
}
