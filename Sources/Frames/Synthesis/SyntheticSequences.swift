import ForeframeFiles

/// An endless supply of made-up frame sequences: any of them can be made alone, by its index,
/// and is the same each time.
public protocol SyntheticSequences: Sendable {
  /// Grey, one channel.
  var format: FrameFormat { get }
  /// Frames in every sequence.
  var frameCount: Int { get }
  /// The samples of a sequence, `[time, height, width]`.
  func samples(of index: Int) -> [UInt16]
  /// Writes a sequence as floats in 0...1, `[time, height, width]`; for training on the fly.
  func fill(_ index: Int, into values: UnsafeMutableBufferPointer<Float>)
  /// The file name of a frame.
  func frameName(_ time: Int) -> String
}

extension SyntheticSequences {
  /// Samples in a sequence: time * height * width.
  public var sampleCount: Int { frameCount * format.sampleCount }

  /// A sequence as frames.
  public func frames(of index: Int) -> [Frame] {
    let samples = samples(of: index)
    let size = format.sampleCount
    return (0..<frameCount).map { time in
      Frame(format: format, samples: Array(samples[(time * size)..<((time + 1) * size)]))
    }
  }

  /// Writes a sequence as PNG files into a folder, which is made.
  ///
  /// - Parameter isInUnfinishedFolder: as for `PNGCodec.write`.
  public func write(
    _ index: Int, to folder: String, isInUnfinishedFolder: Bool = false
  ) throws(PNGError) {
    do throws(FileError) {
      try FileSystem.makeDirectories(folder)
    } catch {
      throw .file(error)
    }
    for (time, frame) in frames(of: index).enumerated() {
      try PNGCodec.write(
        frame, to: FileSystem.join(folder, frameName(time)),
        options: PNGCodec.Options(compression: 9), isInUnfinishedFolder: isInUnfinishedFolder)
    }
  }
}

/// `number` with at least `digits` digits.
func padded(_ number: Int, _ digits: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
