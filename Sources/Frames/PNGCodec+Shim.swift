import CForeframePNG

/// The text that the shim leaves with an error.
struct Message {
  private var bytes = [CChar](repeating: 0, count: CPNG_MESSAGE_SIZE)

  mutating func withPointer<Result>(_ body: (UnsafeMutablePointer<CChar>?) -> Result) -> Result {
    bytes.withUnsafeMutableBufferPointer { body($0.baseAddress) }
  }

  var text: String {
    String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension cpng_limits {
  init(_ limits: ImageLimits) {
    let side = UInt32(clamping: limits.maximumSide)
    self.init(
      max_pixels: UInt64(max(limits.maximumPixels, 0)), max_width: side, max_height: side,
      max_chunk_bytes: max(limits.maximumChunkBytes, 0))
  }
}

extension PNGError {
  init(
    _ status: cpng_status, name: String, message: Message, info: cpng_info, limits: ImageLimits
  ) {
    switch status {
    case CPNG_NOT_PNG: self = .notPNG(file: name, reason: message.text)
    case CPNG_TRUNCATED: self = .truncated(file: name)
    case CPNG_CHECKSUM: self = .checksum(file: name, detail: message.text)
    case CPNG_TOO_LARGE:
      self = .tooLarge(
        file: name, width: Int(info.width), height: Int(info.height), limits: limits)
    case CPNG_NO_MEMORY: self = .outOfMemory(file: name)
    default: self = .damaged(file: name, detail: message.text)
    }
  }
}

extension FrameFormat {
  /// Nil if the colour type is none of PNG's.
  init?(_ info: cpng_info) {
    guard let colourType = ColourType(rawValue: Int(info.colour_type)) else { return nil }
    self.init(
      width: Int(info.width), height: Int(info.height), colourType: colourType,
      bitDepth: Int(info.bit_depth))
    let colours = withUnsafeBytes(of: info.palette) { Array($0) }
    palette = (0..<Int(info.palette_count)).map {
      PaletteEntry(red: colours[3 * $0], green: colours[3 * $0 + 1], blue: colours[3 * $0 + 2])
    }
    if info.palette_alpha_count > 0 {
      let alpha = withUnsafeBytes(of: info.palette_alpha) { Array($0) }
      transparency = .palette(Array(alpha.prefix(Int(info.palette_alpha_count))))
    } else if info.has_transparent_sample != 0 {
      let sample = info.transparent_sample
      transparency = .sample(
        colourType == .grey ? [sample.0] : [sample.0, sample.1, sample.2])
    }
  }
}

extension cpng_info {
  /// The format must have no defect.
  init(_ format: FrameFormat) {
    self.init()
    width = UInt32(format.width)
    height = UInt32(format.height)
    colour_type = Int32(format.colourType.rawValue)
    bit_depth = Int32(format.bitDepth)
    palette_count = Int32(format.palette.count)
    withUnsafeMutableBytes(of: &palette) { bytes in
      for (index, entry) in format.palette.enumerated() {
        bytes[3 * index] = entry.red
        bytes[3 * index + 1] = entry.green
        bytes[3 * index + 2] = entry.blue
      }
    }
    switch format.transparency {
    case .none: break
    case .sample(let values):
      has_transparent_sample = 1
      transparent_sample.0 = values[0]
      if values.count == 3 {
        transparent_sample.1 = values[1]
        transparent_sample.2 = values[2]
      }
    case .palette(let alpha):
      palette_alpha_count = Int32(alpha.count)
      withUnsafeMutableBytes(of: &palette_alpha) { $0.copyBytes(from: alpha) }
    }
  }
}
