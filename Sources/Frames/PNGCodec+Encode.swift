import CForeframePNG
import ForeframeFiles

extension PNGCodec {
  /// How a PNG is stored; decoded samples are the same for every choice.
  public struct Options: Sendable, Hashable {
    /// zlib's effort, 0 (none) to 9, or -1 for its default.
    public var compression: Int
    /// Adam7 order.
    public var isInterlaced: Bool

    /// Options; by default zlib's usual effort, not interlaced.
    public init(compression: Int = -1, isInterlaced: Bool = false) {
      self.compression = compression
      self.isInterlaced = isInterlaced
    }
  }

  /// The bytes of a PNG file with this frame.
  public static func encode(
    _ frame: Frame, options: Options = Options()
  ) throws(PNGError) -> [UInt8] {
    if let defect = frame.format.defect { throw .cannotEncode(detail: defect) }
    let format = frame.format
    let maximum = format.colourType == .palette ? format.palette.count - 1 : format.maximumSample
    if let largest = frame.samples.max(), largest > maximum {
      throw .cannotEncode(detail: "a sample of \(largest) where \(maximum) is the largest")
    }
    var info = cpng_info(frame.format)
    info.is_interlaced = options.isInterlaced ? 1 : 0
    var buffer = cpng_buffer()
    defer { cpng_buffer_free(&buffer) }
    var message = Message()
    let status = message.withPointer { text in
      cpng_write(&info, frame.samples, Int32(options.compression), &buffer, text)
    }
    guard status == CPNG_OK else { throw .cannotEncode(detail: message.text) }
    return format.appearance.added(
      to: Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count)))
  }

  /// Writes a file; a reader never sees a part of it.
  ///
  /// - Parameter isInUnfinishedFolder: whether the file is one of a folder that nobody reads before all of
  ///   it is there; see `UnfinishedFolder.write`.
  public static func write(
    _ frame: Frame, to path: String, options: Options = Options(),
    isInUnfinishedFolder: Bool = false
  ) throws(PNGError) {
    let bytes = try encode(frame, options: options)
    do throws(FileError) {
      if isInUnfinishedFolder {
        try UnfinishedFolder.write(bytes, to: path)
      } else {
        try AtomicFile.write(bytes, to: path)
      }
    } catch {
      throw .file(error)
    }
  }
}
