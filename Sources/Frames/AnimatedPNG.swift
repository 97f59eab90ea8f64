import ForeframeFiles

/// Writes animated PNGs (APNG): browsers play them, other programs show the first frame.
///
/// The frames are compressed as single PNGs; their image data is wrapped anew: chunks `acTL` (how
/// many frames), `fcTL` (size and delay of a frame), and `fdAT` in place of `IDAT` from the second
/// frame on.
public enum AnimatedPNG {
  /// The bytes of an animation that loops for ever.
  ///
  /// Frames must have one size, colour type and depth; frames with several palettes become RGB,
  /// with alpha if a palette has it.
  /// - Parameter delayMilliseconds: how long a frame is shown, 0...65535.
  public static func encode(
    _ frames: [Frame], delayMilliseconds: Int, options: PNGCodec.Options = PNGCodec.Options()
  ) throws(PNGError) -> [UInt8] {
    let frames = withOnePalette(frames)
    guard let first = frames.first else { throw .cannotEncode(detail: "an animation of no frames") }
    for (index, frame) in frames.enumerated() where !frame.format.isAlike(first.format) {
      throw .mixedFormats(index: index, detail: "\(frame.format) instead of \(first.format)")
    }
    var animation = ChunkWriter()
    for (index, frame) in frames.enumerated() {
      let bytes = try PNGCodec.encode(frame, options: options)
      var hasControl = false
      for chunk in PNGChunks(bytes) {
        let (type, content) = (chunk.type, chunk.content)
        if type == PNGChunks.imageData {
          if !hasControl { animation.appendControl(frame.format, delayMilliseconds) }
          hasControl = true
          animation.appendImageData(content, isFirstFrame: index == 0)
        } else if index == 0, type != PNGChunks.end {
          animation.append(type, content)
          if type == PNGChunks.header { animation.appendAnimationControl(frames.count) }
        }
      }
    }
    animation.append(PNGChunks.end, [])
    return animation.bytes
  }

  /// Writes an animation; a reader never sees a part of it.
  public static func write(
    _ frames: [Frame], delayMilliseconds: Int, to path: String
  ) throws(PNGError) {
    let bytes = try encode(frames, delayMilliseconds: delayMilliseconds)
    do throws(FileError) {
      try AtomicFile.write(bytes, to: path)
    } catch {
      throw .file(error)
    }
  }

  private static func withOnePalette(_ frames: [Frame]) -> [Frame] {
    guard let first = frames.first?.format, first.colourType == .palette,
      frames.contains(where: {
        $0.format.palette != first.palette || $0.format.transparency != first.transparency
      })
    else { return frames }
    let hasAlpha = frames.contains { $0.format.transparency != .none }
    return frames.map { $0.expandingPalette(withAlpha: hasAlpha) }
  }
}

extension FrameFormat {
  /// Whether frames of both can be in one animation, which is shown as its first frame is.
  fileprivate func isAlike(_ other: FrameFormat) -> Bool {
    var copy = self
    copy.appearance = other.appearance
    return copy == other
  }
}

extension Frame {
  /// A palette frame as 8-bit RGB or RGBA; any other frame as it is.
  public func expandingPalette(withAlpha: Bool) -> Frame {
    guard format.colourType == .palette else { return self }
    var alpha: [UInt8] = []
    if case .palette(let values) = format.transparency { alpha = values }
    let colours = format.palette.enumerated().map { index, entry in
      let colour = [UInt16(entry.red), UInt16(entry.green), UInt16(entry.blue)]
      return withAlpha ? colour + [index < alpha.count ? UInt16(alpha[index]) : 255] : colour
    }
    var expanded = FrameFormat(
      width: format.width, height: format.height, colourType: withAlpha ? .rgba : .rgb)
    expanded.appearance = format.appearance.ofAnyColourType
    return Frame(format: expanded, samples: samples.flatMap { colours[Int($0)] })
  }
}

private struct ChunkWriter {
  private(set) var bytes: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]
  /// Of fcTL and fdAT together.
  private var sequenceNumber: UInt32 = 0

  mutating func append(_ type: [UInt8], _ content: some Collection<UInt8>) {
    bytes += PNGChunks.encoded(type, content)
  }

  /// Number of frames; 0 plays: without end.
  mutating func appendAnimationControl(_ count: Int) {
    append(Array("acTL".utf8), bigEndian(UInt32(count)) + bigEndian(0))
  }

  /// A full frame at (0, 0) that replaces the one before it.
  mutating func appendControl(_ format: FrameFormat, _ delayMilliseconds: Int) {
    let size = bigEndian(UInt32(format.width)) + bigEndian(UInt32(format.height))
    let delay = UInt16(clamping: delayMilliseconds)
    let times = [UInt8(delay >> 8), UInt8(delay & 255), UInt8(1000 >> 8), UInt8(1000 & 255)]
    append(
      Array("fcTL".utf8),
      takeNumber() + size + bigEndian(0) + bigEndian(0) + times + [0, 0])
  }

  mutating func appendImageData(_ content: ArraySlice<UInt8>, isFirstFrame: Bool) {
    if isFirstFrame {
      append(PNGChunks.imageData, content)
    } else {
      append(Array("fdAT".utf8), takeNumber() + content)
    }
  }

  private mutating func takeNumber() -> [UInt8] {
    defer { sequenceNumber += 1 }
    return bigEndian(sequenceNumber)
  }

  private func bigEndian(_ value: UInt32) -> [UInt8] { PNGChunks.bigEndian(value) }
}
