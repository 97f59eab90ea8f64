import ForeframeFiles
import ForeframeFrames
import TestSupport
import Testing

@Suite struct ObservedMaskTests {
  private let format = FrameFormat(width: 4, height: 3)

  private func mask(_ folder: TemporaryFolder, _ samples: [UInt16]) throws -> ObservedMask {
    try PNGCodec.write(Frame(format: format, samples: samples), to: folder("mask.png"))
    return try ObservedMask(folder("mask.png"))
  }

  private func sequence(_ folder: TemporaryFolder, _ format: FrameFormat) throws -> FrameSequence {
    try FileSystem.makeDirectories(folder("frames"))
    for time in 0..<2 {
      try PNGCodec.write(
        Frame(format: format, repeating: UInt16(10 + time)), to: folder("frames/f_\(time).png"))
    }
    return try FrameSequence.scan(folder("frames")).sequenceToContinue()
  }

  /// Only 0 is unobserved; what is unobserved is missing in every frame that is read.
  @Test func pixelsOfSampleZeroAreMissing() throws {
    let folder = try TemporaryFolder()
    var samples = [UInt16](repeating: 255, count: 12)
    (samples[2], samples[7], samples[8]) = (0, 0, 1)
    var frames = try sequence(folder, format)
    frames.mask = try mask(folder, samples)
    for frame in try frames.slice(1..<2).readAll() {
      let encoding = FrameEncoding(format: format)
      #expect(encoding.missing(in: frame) == samples.map { $0 == 0 })
      #expect(encoding.encode(frame).mask == samples.map { $0 == 0 ? 0 : 1 })
      // A forecast has the last frame's sample there.
      var image = encoding.encode(frame)
      image.values = image.values.map { _ in 1 }
      let decoded = encoding.decode(image, like: frame)
      #expect(decoded.samples == samples.map { $0 == 0 ? 11 : 255 })
    }
  }

  /// The mask adds to the marks of the frames themselves.
  @Test func marksCountAsWell() throws {
    var frame = Frame(format: format, repeating: 9)
    frame.samples[0] = 255
    frame.unobserved = (0..<12).map { $0 == 5 }
    let missing = FrameEncoding(format: format, noData: 255).missing(in: frame)
    #expect(missing == (0..<12).map { $0 == 0 || $0 == 5 })
  }

  @Test func aMaskOfAnotherSizeIsRefused() throws {
    let folder = try TemporaryFolder()
    var frames = try sequence(folder, FrameFormat(width: 5, height: 3))
    frames.mask = try mask(folder, [UInt16](repeating: 255, count: 12))
    #expect(throws: FrameError.self) { try frames.read(0) }
    #expect(throws: FrameError.self) { try mask(folder, [UInt16](repeating: 0, count: 12)) }
    #expect(throws: FrameError.self) { try ObservedMask(folder("no such file.png")) }
  }

  @Test func aDatasetHasOneForAllItsSequences() throws {
    let folder = try TemporaryFolder()
    _ = try sequence(folder, format)
    var samples = [UInt16](repeating: 255, count: 12)
    samples[0] = 0
    _ = try mask(folder, samples)
    let dataset = try Dataset.everything(
      folder("frames"), description: DatasetDescription(mask: folder("mask.png")))
    #expect(dataset.test.first?.mask?.isUnobserved.first == true)
  }
}
