extension FrameFormat {
  /// What a PNG says of how its samples are shown: gamma, colour space, profile, shape of a pixel.
  ///
  /// No number is computed with it. A frame is written with what it was read with, and a prediction with
  /// what the last observed frame has, so that they look the same in a viewer.
  public struct Appearance: Sendable, Hashable {
    /// A chunk as it stands in the file.
    struct Chunk: Sendable, Hashable {
      var type: [UInt8]
      var content: [UInt8]
    }

    var chunks: [Chunk] = []

    /// Nothing is said.
    public init() {}

    /// The names of the chunks, in the order of the file.
    public var names: [String] { chunks.map { String(decoding: $0.type, as: UTF8.self) } }

    /// The largest chunk that is kept, in bytes; a colour profile has some thousand.
    static let largestChunk = 4 << 20

    /// The sizes of the chunks that are kept, in bytes; nil: any from 1 on. Those that stand before a
    /// palette come first.
    private static let known: [(name: String, size: Int?)] = [
      ("cICP", 4), ("iCCP", nil), ("sRGB", 1), ("gAMA", 4), ("cHRM", 32), ("mDCV", 24),
      ("cLLI", 8), ("bKGD", nil), ("pHYs", 9),
    ]
    /// Those that must stand after a palette.
    private static let afterPalette: Set<String> = ["bKGD", "pHYs"]

    /// What a PNG says; a chunk that is damaged, has not its size, or comes twice is left out.
    init(ofPNG bytes: [UInt8], _ format: FrameFormat) {
      for chunk in PNGChunks(bytes) {
        if chunk.type == PNGChunks.imageData { break }
        let name = String(decoding: chunk.type, as: UTF8.self)
        guard chunk.isSound, let size = Self.size(name, format), !names.contains(name),
          size == 0 || size == chunk.content.count,
          (1...Self.largestChunk).contains(chunk.content.count)
        else { continue }
        chunks.append(Chunk(type: chunk.type, content: Array(chunk.content)))
      }
    }

    /// The size of a chunk that is kept, 0 for any; nil for one that is not kept.
    private static func size(_ name: String, _ format: FrameFormat) -> Int? {
      guard let entry = known.first(where: { $0.name == name }) else { return nil }
      if name == "bKGD" { return format.backgroundSize }
      return entry.size ?? 0
    }

    /// A PNG with these chunks put where they belong.
    func added(to png: [UInt8]) -> [UInt8] {
      if chunks.isEmpty { return png }
      var result = Array(png.prefix(8))
      var isDone = false
      for chunk in PNGChunks(png) {
        if chunk.type == PNGChunks.imageData, !isDone {
          result += encoded { Self.afterPalette.contains($0) }
          isDone = true
        }
        result += png[chunk.start..<chunk.start + 12 + chunk.content.count]
        if chunk.type == PNGChunks.header {
          result += encoded { !Self.afterPalette.contains($0) }
        }
      }
      return result
    }

    private func encoded(_ isWanted: (String) -> Bool) -> [UInt8] {
      zip(names, chunks).filter { isWanted($0.0) }
        .flatMap { PNGChunks.encoded($0.1.type, $0.1.content) }
    }

    /// Without what holds for one colour type alone.
    var ofAnyColourType: Appearance {
      var result = self
      result.chunks.removeAll { $0.type == Array("bKGD".utf8) }
      return result
    }
  }

  /// Bytes of a background colour.
  private var backgroundSize: Int {
    switch colourType {
    case .palette: 1
    case .grey, .greyAlpha: 2
    case .rgb, .rgba: 6
    }
  }
}
