import ForeframeFiles
import ForeframeFrames

/// A temporary folder for one test, with frames in it.
final class Workplace: Sendable {
  let path: String

  init() throws { path = try FileSystem.makeTemporaryDirectory("foreframe") }

  deinit { try? FileSystem.removeTree(path) }

  /// A path inside.
  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  /// Names in a folder inside, in order.
  func list(_ name: String) throws -> [String] { try FileSystem.list(self(name)).sorted() }

  /// Writes frames and returns the folder's path.
  @discardableResult
  func frames(_ folder: String, _ frames: [(name: String, frame: Frame)]) throws -> String {
    try FileSystem.makeDirectories(self(folder))
    for (name, frame) in frames { try PNGCodec.write(frame, to: self("\(folder)/\(name)")) }
    return self(folder)
  }

  /// Writes `frame_000.png` and so on.
  @discardableResult
  func sequence(
    _ folder: String = "in", count: Int, format: FrameFormat = FrameFormat(width: 12, height: 10),
    first: Int = 0
  ) throws -> String {
    try frames(
      folder,
      (0..<count).map { time in
        let digits = String(first + time)
        let number = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return ("frame_\(number).png", Self.frame(format, time: time))
      })
  }

  /// A pattern that moves.
  static func frame(_ format: FrameFormat, time: Int) -> Frame {
    let largest = format.colourType == .palette ? format.palette.count - 1 : format.maximumSample
    var frame = Frame(format: format)
    for y in 0..<format.height {
      for x in 0..<format.width {
        for channel in 0..<format.channels {
          let level = (x * 7 + y * 13 + time * 5 + channel * 31) % 64
          frame[y, x, channel] = UInt16(level * largest / 63)
        }
      }
    }
    return frame
  }

  /// One frame of every colour type and bit depth, some with transparency.
  static let formats: [FrameFormat] = {
    var formats: [FrameFormat] = []
    for type in FrameFormat.ColourType.allCases {
      for depth in type.bitDepths {
        let entries = type == .palette ? min(1 << depth, 200) : 0
        let palette = (0..<entries).map { (index: Int) in
          let blue = UInt8(index * 7 % 256)
          return FrameFormat.PaletteEntry(red: UInt8(index), green: UInt8(255 - index), blue: blue)
        }
        formats.append(
          FrameFormat(
            width: 9, height: 7, colourType: type, bitDepth: depth, palette: palette))
      }
    }
    formats.append(
      FrameFormat(width: 9, height: 7, bitDepth: 16, transparency: .sample([0])))
    return formats
  }()
}
