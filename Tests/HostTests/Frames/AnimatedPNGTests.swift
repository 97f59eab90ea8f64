import ForeframeFrames
import TestSupport
import Testing

@Suite struct AnimatedPNGTests {
  private struct Chunk {
    let type: String
    let content: [UInt8]
    func number(_ offset: Int, bytes: Int = 4) -> Int {
      content[offset..<offset + bytes].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  private func chunks(_ bytes: [UInt8]) -> [Chunk] {
    var chunks: [Chunk] = [], position = 8
    while position + 12 <= bytes.count {
      let count = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      let type = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
      chunks.append(
        Chunk(type: type, content: Array(bytes[position + 8..<position + 8 + count])))
      position += 12 + count
    }
    #expect(position == bytes.count)
    return chunks
  }

  private func frames(_ format: FrameFormat, _ count: Int) -> [Frame] {
    (0..<count).map { Frame(format: format, repeating: UInt16($0 % (format.maximumSample + 1))) }
  }

  @Test func theStructureIsThatOfAnAPNG() throws {
    let format = FrameFormat(width: 7, height: 5, bitDepth: 16, transparency: .sample([9]))
    let bytes = try AnimatedPNG.encode(frames(format, 3), delayMilliseconds: 300)
    let chunks = chunks(bytes)
    #expect(
      chunks.map(\.type)
        == ["IHDR", "acTL", "tRNS", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"])
    #expect(chunks[1].content == [0, 0, 0, 3, 0, 0, 0, 0])
    // Sequence numbers run through fcTL and fdAT.
    let numbered = chunks.filter { $0.type == "fcTL" || $0.type == "fdAT" }
    #expect(numbered.map { $0.number(0) } == [0, 1, 2, 3, 4])
    for control in chunks where control.type == "fcTL" {
      #expect(control.content.count == 26)
      #expect(control.number(4) == 7 && control.number(8) == 5)
      #expect(control.number(12) == 0 && control.number(16) == 0)
      #expect(control.number(20, bytes: 2) == 300 && control.number(22, bytes: 2) == 1000)
    }
  }

  @Test func plainReadersSeeTheFirstFrame() throws {
    for type in FrameFormat.ColourType.allCases {
      let palette = (0..<4).map { FrameFormat.PaletteEntry(red: $0, green: 0, blue: 9) }
      let format = FrameFormat(
        width: 3, height: 2, colourType: type, palette: type == .palette ? palette : [])
      let frames = frames(format, 4)
      let bytes = try AnimatedPNG.encode(frames, delayMilliseconds: 100)
      #expect(try PNGCodec.decode(bytes) == frames[0])
    }
  }

  @Test func everyFrameIsItsOwnPNG() throws {
    let format = FrameFormat(width: 70, height: 50)
    let frames = (0..<3).map { (index: Int) in
      let samples = (0..<3500).map { (pixel: Int) -> UInt16 in
        let mixed = pixel &* 2_654_435_761 &+ index
        return UInt16(mixed >> 5 & 255)
      }
      return Frame(format: format, samples: samples)
    }
    let options = PNGCodec.Options(compression: 0)
    let animated = try AnimatedPNG.encode(frames, delayMilliseconds: 1, options: options)
    var data: [[UInt8]] = []
    for chunk in chunks(animated) {
      switch chunk.type {
      case "fcTL": data.append([])
      case "IDAT": data[data.count - 1] += chunk.content
      case "fdAT": data[data.count - 1] += chunk.content[4...]
      default: break
      }
    }
    for (frame, content) in zip(frames, data) {
      let single = chunks(try PNGCodec.encode(frame, options: options))
      #expect(single.filter { $0.type == "IDAT" }.flatMap(\.content) == content)
    }
    #expect(data.count == 3)
  }

  @Test func differentPalettesBecomeColours() throws {
    let frames = (0..<2).map { index in
      let palette = [FrameFormat.PaletteEntry(red: UInt8(index), green: 7, blue: 9)]
      return Frame(
        format: FrameFormat(
          width: 1, height: 1, colourType: .palette, palette: palette,
          transparency: index == 1 ? .palette([5]) : .none))
    }
    let first = try PNGCodec.decode(AnimatedPNG.encode(frames, delayMilliseconds: 1))
    #expect(first.format == FrameFormat(width: 1, height: 1, colourType: .rgba))
    #expect(first.samples == [0, 7, 9, 255])
    #expect(frames[1].expandingPalette(withAlpha: true).samples == [1, 7, 9, 5])
    #expect(frames[1].expandingPalette(withAlpha: false).samples == [1, 7, 9])
  }

  @Test func badAnimationsAreRefused() throws {
    let frames = [
      Frame(format: FrameFormat(width: 2, height: 2)),
      Frame(format: FrameFormat(width: 3, height: 2)),
    ]
    let error = pngError { _ = try AnimatedPNG.encode(frames, delayMilliseconds: 1) }
    guard case .mixedFormats(index: 1, detail: _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let none = pngError { _ = try AnimatedPNG.encode([], delayMilliseconds: 1) }
    #expect(none == .cannotEncode(detail: "an animation of no frames"))
  }

  @Test func animationsAreWritten() throws {
    let folder = try FrameFolder()
    let frames = frames(FrameFormat(width: 2, height: 2), 2)
    try AnimatedPNG.write(frames, delayMilliseconds: 1, to: folder.path + "/a.png")
    #expect(try PNGCodec.read(path: folder.path + "/a.png") == frames[0])
  }
}
