import ForeframeFrames
import Testing

@Suite struct FrameEncodingTests {
  @Test(arguments: [1, 2, 4, 8, 16])
  func everySampleComesBack(_ depth: Int) {
    let scaling = SampleScaling(bitDepth: depth)
    let top = (1 << depth) - 1
    #expect(scaling.value(0) == 0 && scaling.value(UInt16(top)) == 1)
    let lost = (0...top).filter {
      scaling.sample(scaling.value(UInt16($0)), maximumSample: top) != $0
    }
    #expect(lost.isEmpty)
  }

  @Test(arguments: [(1000, 3000), (3000, 1000), (0, 1), (0.25, 70_000), (-5000, 200)])
  func everySampleComesBackFromOtherRanges(_ minimum: Float, _ maximum: Float) {
    let scaling = SampleScaling(minimum: minimum, maximum: maximum)
    let lost = (0...65_535).filter {
      scaling.sample(scaling.value(UInt16($0)), maximumSample: 65_535) != $0
    }
    #expect(lost.isEmpty)
  }

  @Test func predictionsAreRoundedAndClamped() {
    let scaling = SampleScaling(bitDepth: 8)
    for (value, sample) in [
      (0.5, 128), (-0.1, 0), (1.1, 255), (-.infinity, 0), (.infinity, 255), (.nan, 0),
      (1e30, 255), (0.0019, 0), (0.002, 1),
    ] as [(Float, UInt16)] {
      #expect(scaling.sample(value, maximumSample: 255) == sample, "\(value)")
    }
  }

  @Test(arguments: PNGSamples.all)
  func persistenceIsExactForEveryKind(_ sample: PNGSamples.Sample) throws {
    let frame = try PNGCodec.decode(sample.bytes)
    for noData in [nil, 0, 3] {
      let encoding = FrameEncoding(format: frame.format, noData: noData)
      let image = encoding.encode(frame)
      #expect(image.channels == (frame.format.channels < 3 && sample.colourType != 3 ? 1 : 3))
      #expect(encoding.decode(image, like: frame) == frame)
    }
  }

  private func grey(
    _ samples: [UInt16], depth: Int = 8, transparency: FrameFormat.Transparency = .none
  ) -> Frame {
    let format = FrameFormat(
      width: samples.count, height: 1, bitDepth: depth, transparency: transparency)
    return Frame(format: format, samples: samples)
  }

  @Test func transparentSamplesAreMissing() {
    let frame = grey([0, 51, 255], transparency: .sample([51]))
    let image = FrameEncoding(format: frame.format).encode(frame)
    #expect(image.mask == [1, 0, 1])
    #expect(image.values == [0, 0, 1])
  }

  @Test func noDataIsMissingAndFilled() {
    let frame = grey([255, 51, 255])
    let encoding = FrameEncoding(
      format: frame.format, scaling: SampleScaling(minimum: 0, maximum: 255, fill: -1),
      noData: 255)
    let image = encoding.encode(frame)
    #expect(image.mask == [0, 1, 0])
    #expect(image.values == [-1, 0.2, -1])
    #expect(encoding.missing(in: grey([1, 2, 3])) == nil)
    #expect(encoding.encode(grey([1, 2, 3])).mask == nil)
  }

  @Test func alphaIsMissingWhereZeroAndCopied() {
    let format = FrameFormat(width: 3, height: 1, colourType: .greyAlpha)
    let frame = Frame(format: format, samples: [10, 0, 20, 7, 30, 255])
    let encoding = FrameEncoding(format: format)
    var image = encoding.encode(frame)
    #expect(image.mask == [0, 1, 1])
    image.values = [1, 1, 1]
    #expect(encoding.decode(image, like: frame).samples == [10, 0, 255, 7, 255, 255])
  }

  @Test func coloursAreMissingAsAWhole() {
    let format = FrameFormat(
      width: 3, height: 1, colourType: .rgb, transparency: .sample([1, 2, 3]))
    let frame = Frame(format: format, samples: [1, 2, 3, 1, 2, 4, 9, 9, 9])
    let encoding = FrameEncoding(format: format, noData: 9)
    #expect(encoding.missing(in: frame) == [true, false, true])
  }

  @Test func predictionsDoNotBecomeMissingByChance() {
    let last = grey([100, 51, 100, 100], transparency: .sample([51]))
    let encoding = FrameEncoding(format: last.format)
    let image = FrameImage(
      height: 1, width: 4, channels: 1, values: [51.3, 80, 50.8, 52].map { $0 / 255 },
      mask: [1, 0, 1, 1])
    #expect(encoding.decode(image, like: last).samples == [52, 51, 50, 52])
    // At the ends there is only one way; of one bit only one value is left.
    let black = FrameImage(height: 1, width: 1, channels: 1, values: [-1])
    for depth in [1, 8] {
      let frame = grey([1], depth: depth)
      #expect(
        FrameEncoding(format: frame.format, noData: 0).decode(black, like: frame).samples == [1])
    }
  }

  @Test func palettesAreColoursAndBack() {
    let palette: [FrameFormat.PaletteEntry] = [
      .init(red: 0, green: 0, blue: 0), .init(red: 255, green: 0, blue: 0),
      .init(red: 0, green: 0, blue: 255), .init(red: 255, green: 0, blue: 0),
    ]
    let format = FrameFormat(
      width: 4, height: 1, colourType: .palette, bitDepth: 2, palette: palette,
      transparency: .palette([0, 200]))
    let last = Frame(format: format, samples: [0, 1, 2, 3])
    let encoding = FrameEncoding(format: format)
    var image = encoding.encode(last)
    #expect(image.mask == [0, 1, 1, 1])
    #expect(image.values == [0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0])
    // Near black, which is transparent: the nearest colour that is not; equals keep their entry.
    image.values = [0, 0, 0, 0.1, 0, 0, 0, 0, 0.1, 0.9, 0, 0]
    #expect(encoding.decode(image, like: last).samples == [0, 1, 2, 3])
    image.values = [0, 0, 0, 0, 0, 1, 1, 0.1, 0.1, 0, 0.1, 0.9]
    #expect(encoding.decode(image, like: last).samples == [0, 2, 1, 2])
  }
}
