/// What the pixels of a PNG are: size, colour type, bit depth, and the data that gives samples a
/// meaning (palette, transparency). Two frames of one format can follow each other in a sequence.
public struct FrameFormat: Sendable, Hashable {
  /// The colour types of the PNG specification, with its numbers.
  public enum ColourType: Int, Sendable, Hashable, CaseIterable {
    case grey = 0
    case rgb = 2
    /// One sample, an index into the palette.
    case palette = 3
    case greyAlpha = 4
    case rgba = 6

    /// Samples per pixel: 1, 3, 1, 2, 4.
    public var channels: Int {
      switch self {
      case .grey, .palette: 1
      case .greyAlpha: 2
      case .rgb: 3
      case .rgba: 4
      }
    }

    /// Whether the last channel is alpha.
    public var hasAlpha: Bool { self == .greyAlpha || self == .rgba }

    /// The bit depths that the PNG specification allows.
    public var bitDepths: [Int] {
      switch self {
      case .grey: [1, 2, 4, 8, 16]
      case .palette: [1, 2, 4, 8]
      case .rgb, .greyAlpha, .rgba: [8, 16]
      }
    }
  }

  /// One colour of a palette; 8 bits a channel, whatever the depth of the indices.
  public struct PaletteEntry: Sendable, Hashable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    /// A colour from its three parts, 0...255.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
      self.red = red
      self.green = green
      self.blue = blue
    }
  }

  /// The content of a tRNS chunk.
  public enum Transparency: Sendable, Hashable {
    case none
    /// A pixel with exactly these samples (one for grey, three for RGB) is transparent: no data.
    case sample([UInt16])
    /// Alpha (0...255) of the first palette entries; the others are opaque.
    case palette([UInt8])
  }

  /// Pixels in a row.
  public var width: Int
  /// Rows.
  public var height: Int
  public var colourType: ColourType
  /// Bits per sample: 1, 2, 4, 8 or 16.
  public var bitDepth: Int
  /// The colours of a palette image, at most 2^bitDepth; otherwise empty.
  public var palette: [PaletteEntry]
  public var transparency: Transparency
  /// How the samples are shown; frames that follow each other may differ in it.
  public var appearance = Appearance()

  /// A format. `isValid` says whether PNG can store it.
  public init(
    width: Int, height: Int, colourType: ColourType = .grey, bitDepth: Int = 8,
    palette: [PaletteEntry] = [], transparency: Transparency = .none
  ) {
    self.width = width
    self.height = height
    self.colourType = colourType
    self.bitDepth = bitDepth
    self.palette = palette
    self.transparency = transparency
  }

  /// Samples per pixel, alpha included.
  public var channels: Int { colourType.channels }

  /// The largest sample: 2^bitDepth - 1.
  public var maximumSample: Int { (1 << bitDepth) - 1 }

  /// Pixels in a frame.
  public var pixelCount: Int { width * height }

  /// Samples in a frame: height * width * channels.
  public var sampleCount: Int { width * height * channels }

  /// Why PNG cannot store this format, or nil if it can.
  public var defect: String? {
    guard width > 0, height > 0, width <= Int(Int32.max), height <= Int(Int32.max) else {
      return "a size of \(width)x\(height)"
    }
    guard colourType.bitDepths.contains(bitDepth) else {
      return "\(bitDepth) bits for \(colourType)"
    }
    if colourType == .palette ? !(1...1 << bitDepth).contains(palette.count) : !palette.isEmpty {
      return "\(palette.count) palette entries for \(colourType) of \(bitDepth) bits"
    }
    switch transparency {
    case .none: return nil
    case .sample(let values):
      let fits = values.allSatisfy { $0 <= maximumSample } && values.count == channels
      return fits && (colourType == .grey || colourType == .rgb)
        ? nil : "transparent sample \(values) for \(colourType) of \(bitDepth) bits"
    case .palette(let alpha):
      return colourType == .palette && (1...palette.count).contains(alpha.count)
        ? nil : "\(alpha.count) palette alphas for \(palette.count) entries"
    }
  }
}

extension FrameFormat: CustomStringConvertible {
  /// For people: "128x96, 8-bit grey".
  public var description: String { "\(width)x\(height), \(bitDepth)-bit \(colourType)" }
}

extension FrameFormat.ColourType: CustomStringConvertible {
  /// For people: "grey + alpha".
  public var description: String {
    switch self {
    case .grey: "grey"
    case .rgb: "RGB"
    case .palette: "palette"
    case .greyAlpha: "grey + alpha"
    case .rgba: "RGBA"
    }
  }
}
