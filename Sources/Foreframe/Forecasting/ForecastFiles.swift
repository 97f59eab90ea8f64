import ForeframeFiles
import ForeframeFrames

/// The files that a forecast is written as: the next names of a sequence, and world files beside them.
public struct ForecastFiles {
  /// File names of the frames, in order.
  public let names: [String]
  private let worldFiles: [FrameSequence.WorldFile]
  /// Pathname extensions of world files that are not written, because they are not six numbers and the
  /// frames are reduced.
  public let unreadableWorldFiles: [String]

  /// The files of the frames that come after a sequence.
  ///
  /// - Parameters:
  ///   - horizon: how many.
  ///   - reduction: of the frames; nil if they stay as they are.
  public init(
    after sequence: FrameSequence, horizon: Int, reduction: FrameReduction?
  ) throws(FrameError) {
    names = sequence.nextNames(horizon)
    let found = try sequence.worldFiles()
    guard let reduction else {
      worldFiles = found
      unreadableWorldFiles = []
      return
    }
    let reduced = found.map { ($0, $0.reduced(reduction)) }
    worldFiles = reduced.compactMap(\.1)
    unreadableWorldFiles = reduced.filter { $0.1 == nil }.map(\.0.pathExtension)
  }

  /// The files of one frame.
  ///
  /// - Parameters:
  ///   - number: of the frame, from 0 on.
  ///   - write: takes the bytes and the name of each.
  public func write(
    _ frame: Frame, number: Int, _ write: (_ bytes: [UInt8], _ name: String) throws -> Void
  ) throws {
    try write(try PNGCodec.encode(frame), names[number])
    for file in worldFiles { try write(file.bytes, file.name(for: names[number])) }
  }
}
