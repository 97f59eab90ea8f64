import CForeframePNG
import ForeframeFiles

/// Reads and writes PNG files: every colour type and bit depth, interlaced or not, samples as
/// stored. What a frame has (size, type, depth, palette, tRNS) is written again unchanged.
public enum PNGCodec {
  /// Reads a file.
  public static func read(
    path: String, limits: ImageLimits = .standard
  ) throws(PNGError) -> Frame {
    try decode(readBytes(path, limits), name: path, limits: limits)
  }

  /// Decodes a PNG in memory; `name` stands for it in errors.
  public static func decode(
    _ bytes: [UInt8], name: String = "PNG data", limits: ImageLimits = .standard
  ) throws(PNGError) -> Frame {
    let format = try decodeFormat(bytes, name: name, limits: limits)
    guard Memory.canHold(format.sampleCount, of: UInt16.self) else {
      throw .file(.noMemory(path: name, size: format.sampleCount.multipliedOrLargest(2)))
    }
    var bounds = cpng_limits(limits)
    var message = Message()
    var status = CPNG_OK
    let samples = [UInt16](unsafeUninitializedCapacity: format.sampleCount) { buffer, count in
      status = message.withPointer { text in
        cpng_read_samples(
          bytes, bytes.count, &bounds, buffer.baseAddress, format.sampleCount, text)
      }
      count = status == CPNG_OK ? format.sampleCount : 0
    }
    guard status == CPNG_OK else {
      throw PNGError(status, name: name, message: message, info: cpng_info(), limits: limits)
    }
    if format.colourType == .palette, let largest = samples.max(), largest >= format.palette.count {
      throw .damaged(
        file: name, detail: "a pixel has colour \(largest) of a palette of \(format.palette.count)")
    }
    return Frame(format: format, samples: samples)
  }

  /// Decodes what stands before the pixels of a PNG in memory.
  public static func decodeFormat(
    _ bytes: [UInt8], name: String = "PNG data", limits: ImageLimits = .standard
  ) throws(PNGError) -> FrameFormat {
    var bounds = cpng_limits(limits)
    var info = cpng_info()
    var message = Message()
    let status = message.withPointer { text in
      cpng_read_info(bytes, bytes.count, &bounds, &info, text)
    }
    guard status == CPNG_OK else {
      throw PNGError(status, name: name, message: message, info: info, limits: limits)
    }
    guard var format = FrameFormat(info) else {
      throw .damaged(file: name, detail: "unknown colour type \(info.colour_type)")
    }
    format.appearance = FrameFormat.Appearance(ofPNG: bytes, format)
    return format
  }

  /// Decodes what stands before the pixels, and checks the rest of the file as far as that is possible
  /// without decoding it: that it is whole, and the checksums.
  public static func checkedFormat(
    _ bytes: [UInt8], name: String = "PNG data", limits: ImageLimits = .standard
  ) throws(PNGError) -> FrameFormat {
    let format = try decodeFormat(bytes, name: name, limits: limits)
    var message = Message()
    let status = message.withPointer { cpng_check(bytes, bytes.count, $0) }
    guard status == CPNG_OK else {
      throw PNGError(status, name: name, message: message, info: cpng_info(), limits: limits)
    }
    return format
  }

  private static func readBytes(
    _ path: String, _ limits: ImageLimits
  ) throws(PNGError) -> [UInt8] {
    do throws(FileError) {
      return try FileSystem.read(path, limit: limits.maximumFileBytes)
    } catch {
      throw .file(error)
    }
  }
}

extension PNGCodec {
  /// Reads the format of a file, without its pixels: usually its first 4 KiB only.
  public static func readFormat(
    path: String, limits: ImageLimits = .standard
  ) throws(PNGError) -> FrameFormat {
    let head: [UInt8]
    do throws(FileError) {
      head = try FileSystem.readHead(path, count: 4096)
    } catch {
      throw .file(error)
    }
    do throws(PNGError) {
      return try decodeFormat(head, name: path, limits: limits)
    } catch {
      // Long chunks before the pixels: look at all of it.
      guard case .truncated = error, head.count == 4096 else { throw error }
      return try decodeFormat(readBytes(path, limits), name: path, limits: limits)
    }
  }
}
