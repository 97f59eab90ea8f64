import ForeframeFrames
import TestSupport
import Testing

/// Reading PNGs made by other means, and writing what was read.
@Suite struct PNGCodecTests {
  @Test(arguments: PNGSamples.all)
  func everyKindIsReadAsStored(_ sample: PNGSamples.Sample) throws {
    let frame = try PNGCodec.decode(sample.bytes)
    let format = frame.format
    #expect(format.width == 5 && format.height == 3)
    #expect(format.colourType.rawValue == sample.colourType)
    #expect(format.bitDepth == sample.bitDepth)
    let top = format.colourType == .palette ? min(format.maximumSample, 6) : format.maximumSample
    let expected = (0..<15 * format.channels).map { UInt16($0 * 12345 % (top + 1)) }
    #expect(frame.samples == expected)
    #expect(try PNGCodec.decodeFormat(sample.bytes) == format)

    switch format.colourType {
    case .palette:
      let palette = (UInt8(0)...UInt8(top)).map { (index: UInt8) -> FrameFormat.PaletteEntry in
        .init(red: index * 40, green: 255 - index * 40, blue: index)
      }
      #expect(format.palette == palette)
      #expect(format.transparency == .palette([0, 128]))
    case .grey: #expect(format.transparency == .sample([UInt16(top)]))
    case .rgb: #expect(format.transparency == .sample([1, 2, UInt16(top)]))
    case .greyAlpha, .rgba: #expect(format.transparency == .none)
    }
  }

  @Test(arguments: PNGSamples.all, [false, true])
  func writingKeepsEverything(_ sample: PNGSamples.Sample, isInterlaced: Bool) throws {
    let frame = try PNGCodec.decode(sample.bytes)
    let options = PNGCodec.Options(isInterlaced: isInterlaced)
    let bytes = try PNGCodec.encode(frame, options: options)
    #expect(bytes[28] == (isInterlaced ? 1 : 0))
    #expect(try PNGCodec.decode(bytes) == frame)
  }

  @Test(arguments: FrameFormat.ColourType.allCases, [false, true])
  func largerFramesComeBack(_ type: FrameFormat.ColourType, isInterlaced: Bool) throws {
    for depth in type.bitDepths {
      let top = (1 << depth) - 1
      let palette = (UInt8(0)...UInt8(min(top, 255))).map {
        (index: UInt8) -> FrameFormat.PaletteEntry in
        .init(red: index, green: index / 2, blue: 255 - index)
      }
      for (width, height) in [(1, 1), (1, 9), (9, 1), (67, 41)] {
        let format = FrameFormat(
          width: width, height: height, colourType: type, bitDepth: depth,
          palette: type == .palette ? palette : [])
        let samples = (0..<format.sampleCount).map { UInt16(($0 &* 2_654_435_761) >> 7 & top) }
        let frame = Frame(format: format, samples: samples)
        let options = PNGCodec.Options(compression: 1, isInterlaced: isInterlaced)
        #expect(try PNGCodec.decode(PNGCodec.encode(frame, options: options)) == frame)
      }
    }
  }

  @Test func compressionChangesTheSizeOnly() throws {
    let frame = Frame(format: FrameFormat(width: 64, height: 64), repeating: 7)
    let none = try PNGCodec.encode(frame, options: .init(compression: 0))
    let best = try PNGCodec.encode(frame, options: .init(compression: 9))
    #expect(none.count > 4096 && best.count < 200)
    #expect(try PNGCodec.decode(none) == PNGCodec.decode(best))
  }

  @Test func filesAreWrittenAndReadAgain() throws {
    let folder = try FrameFolder().add(["a.png"])
    let path = folder.path + "/a.png"
    #expect(try PNGCodec.read(path: path) == Frame(format: FrameFormat(width: 4, height: 3)))
    #expect(try PNGCodec.readFormat(path: path) == FrameFormat(width: 4, height: 3))
  }

  @Test(arguments: [
    FrameFormat(width: 0, height: 1), FrameFormat(width: 1, height: 0),
    FrameFormat(width: 1, height: 1, bitDepth: 3),
    FrameFormat(width: 1, height: 1, colourType: .rgb, bitDepth: 4),
    FrameFormat(width: 1, height: 1, colourType: .palette, bitDepth: 8),
    FrameFormat(width: 1, height: 1, transparency: .sample([256])),
    FrameFormat(width: 1, height: 1, transparency: .palette([0])),
    FrameFormat(width: 1, height: 1, colourType: .rgba, transparency: .sample([1, 1, 1])),
  ])
  func impossibleFormatsAreRefused(_ format: FrameFormat) {
    let error = pngError { _ = try PNGCodec.encode(Frame(format: format)) }
    guard case .cannotEncode = error else {
      Issue.record("\(format): \(String(describing: error))")
      return
    }
  }

  @Test func samplesBeyondTheDepthAreRefused() {
    let frame = Frame(format: FrameFormat(width: 2, height: 1, bitDepth: 4), samples: [3, 16])
    let error = pngError { _ = try PNGCodec.encode(frame) }
    #expect(error == .cannotEncode(detail: "a sample of 16 where 15 is the largest"))
  }
}
