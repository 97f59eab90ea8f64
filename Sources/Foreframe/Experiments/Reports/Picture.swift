import ForeframeFrames

/// A picture that panels are put into: a palette of greys and of signed colours, or RGB if the frames
/// have colours.
struct Picture {
  let width: Int
  let height: Int
  private let hasColours: Bool
  /// Palette indices, or RGB.
  private(set) var bytes: [UInt8]

  /// White.
  init(width: Int, height: Int, hasColours: Bool) {
    self.width = width
    self.height = height
    self.hasColours = hasColours
    bytes =
      hasColours
      ? [UInt8](repeating: 255, count: width * height * 3)
      : [UInt8](repeating: Self.white, count: width * height)
  }

  /// Draws values: grey for one channel, colours for three.
  mutating func draw(_ image: FrameImage, _ scale: ColourScale, x: Int, y: Int) {
    let channels = image.channels
    let hasColours = hasColours
    fill(image, x: x, y: y) { pixel in
      hasColours
        ? (0..<3).map {
          Self.byte(scale.share(image.values[pixel * channels + min($0, channels - 1)]))
        }
        : [UInt8(scale.share(image.values[pixel]) * Float(Self.greys - 1) + 0.5)]
    }
  }

  /// Draws prediction minus truth, averaged over channels.
  mutating func draw(
    _ prediction: FrameImage, minus truth: FrameImage, _ scale: ColourScale, x: Int, y: Int
  ) {
    let channels = truth.channels
    let hasColours = hasColours
    fill(truth, x: x, y: y) { pixel in
      var sum: Float = 0
      for c in 0..<channels {
        sum += prediction.values[pixel * channels + c] - truth.values[pixel * channels + c]
      }
      let share = scale.share(difference: sum / Float(channels))
      if hasColours { return Self.colour(signed: share) }
      return [UInt8(Int(Self.white) + Int((share * Float(Self.signedSide)).rounded()))]
    }
  }

  private mutating func fill(
    _ image: FrameImage, x left: Int, y top: Int, _ colour: (_ pixel: Int) -> [UInt8]
  ) {
    let size = hasColours ? 3 : 1
    let missing = hasColours ? Self.missingColour : [Self.missing]
    for y in 0..<image.height {
      for x in 0..<image.width {
        let pixel = y * image.width + x
        let isMissing = image.mask.map { $0[pixel] == 0 } ?? false
        let place = ((top + y) * width + left + x) * size
        let found = isMissing ? missing : colour(pixel)
        for c in 0..<size { bytes[place + c] = found[c] }
      }
    }
  }

  var frame: Frame {
    Frame(
      format: FrameFormat(
        width: width, height: height, colourType: hasColours ? .rgb : .palette,
        palette: hasColours ? [] : Self.palette),
      samples: bytes.map(UInt16.init))
  }

  /// As an address that holds the picture itself.
  func address() throws(PNGError) -> String {
    let bytes = try PNGCodec.encode(frame, options: PNGCodec.Options(compression: 9))
    return "data:image/png;base64," + Base64.encode(bytes)
  }
}

extension Picture {
  // Greys, then signed colours with white in the middle, then what stands for missing.
  private static let greys = 192
  private static let signedSide = 31
  private static let white = UInt8(greys + signedSide)
  private static let missing = UInt8(255)
  private static let missingColour: [UInt8] = [196, 208, 224]

  private static let palette: [FrameFormat.PaletteEntry] = {
    var colours = (0..<greys).map { level in
      [UInt8](repeating: byte(Float(level) / Float(greys - 1)), count: 3)
    }
    colours += (-signedSide...signedSide).map { colour(signed: Float($0) / Float(signedSide)) }
    colours.append(missingColour)
    return colours.map { FrameFormat.PaletteEntry(red: $0[0], green: $0[1], blue: $0[2]) }
  }()

  private static func byte(_ share: Float) -> UInt8 { UInt8((share * 255).rounded()) }

  /// Blue at -1, white at 0, red at 1.
  private static func colour(signed share: Float) -> [UInt8] {
    let strong: [Float] = share < 0 ? [33, 102, 172] : [178, 24, 43]
    return strong.map { UInt8((255 + ($0 - 255) * share.magnitude).rounded()) }
  }
}
