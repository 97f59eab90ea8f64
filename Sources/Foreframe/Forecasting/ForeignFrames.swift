import ForeframeFiles

/// Films and pictures in formats that this program does not read, with the command that makes PNGs of
/// them.
public struct ForeignFrames: UserFacingError, Hashable {
  /// The formats, by what can be done with them.
  private enum Kind {
    /// Many frames in one file.
    case film(String)
    /// One frame.
    case picture(String)
  }

  public var message: String
  public var exitStatus: ExitStatus { .badData }

  private static let names: [String: Kind] = [
    "gif": .film("a GIF"), "mp4": .film("an MP4 film"), "m4v": .film("an MP4 film"),
    "mov": .film("a QuickTime film"), "avi": .film("an AVI film"), "mkv": .film("a Matroska film"),
    "webm": .film("a WebM film"), "mpg": .film("an MPEG film"), "mpeg": .film("an MPEG film"),
    "wmv": .film("a WMV film"), "ogv": .film("an Ogg film"),
    "jpg": .picture("JPEG"), "jpeg": .picture("JPEG"), "tif": .picture("TIFF"),
    "tiff": .picture("TIFF"), "bmp": .picture("BMP"), "webp": .picture("WebP"),
    "jp2": .picture("JPEG 2000"), "ppm": .picture("PPM"), "pgm": .picture("PGM"),
  ]

  /// Makes a film of a folder of PNGs, in the order of their names.
  public static let filmCommand =
    "ffmpeg -framerate 10 -pattern_type glob -i 'next/*.png' -pix_fmt yuv420p next.mp4"

  /// Refuses a file that is no PNG but something that PNGs can be made of, and a folder that has
  /// files of that kind and no PNG.
  public static func check(_ path: String) throws {
    if FileSystem.isFile(path) {
      if let kind = kind(path) { throw ForeignFrames(file: path, kind) }
    } else if FileSystem.isDirectory(path), let found = try? FileSystem.list(path) {
      let files = found.filter { !$0.hasPrefix(".") }
      if files.contains(where: { FileSystem.pathExtension($0).lowercased() == "png" }) { return }
      if let first = files.first(where: { kind($0) != nil }), let kind = kind(first) {
        throw ForeignFrames(folder: path, first, kind)
      }
    }
  }

  private static func kind(_ path: String) -> Kind? {
    names[FileSystem.pathExtension(path).lowercased()]
  }

  /// What a file is that has the name of a PNG but not the content; nil if it is unknown.
  init?(contentOf path: String) {
    guard let head = try? FileSystem.readHead(path, count: 16),
      let signature = Self.signatures.first(where: { $0.begins(head) }),
      let kind = Self.names[signature.format]
    else { return nil }
    switch kind {
    case .film(let name):
      message =
        "\(path.shown): not a PNG, but \(name) of that name; \(Self.taking(ShellText.quoted(path)))"
    case .picture(let name):
      let folder = FileSystem.split(path).folder
      message =
        "\(path.shown): not a PNG, but a \(name) file of that name. "
        + Self.making(folder, FileSystem.pathExtension(path))
    }
  }

  /// What the files of a format begin with.
  private struct Signature {
    /// A file name's extension.
    let format: String
    let start: [UInt8]
    /// What follows further on.
    var later: (place: Int, bytes: [UInt8]) = (0, [])

    func begins(_ head: [UInt8]) -> Bool {
      head.starts(with: start) && head.dropFirst(later.place).starts(with: later.bytes)
    }
  }

  private static let signatures: [Signature] = [
    Signature(format: "jpg", start: [0xFF, 0xD8, 0xFF]),
    Signature(format: "gif", start: Array("GIF8".utf8)),
    Signature(format: "tif", start: Array("II".utf8) + [42, 0]),
    Signature(format: "tif", start: Array("MM".utf8) + [0, 42]),
    Signature(format: "tif", start: Array("II".utf8) + [43, 0]),
    Signature(format: "tif", start: Array("MM".utf8) + [0, 43]),
    Signature(format: "webp", start: Array("RIFF".utf8), later: (8, Array("WEBP".utf8))),
    Signature(format: "avi", start: Array("RIFF".utf8), later: (8, Array("AVI ".utf8))),
    Signature(format: "bmp", start: Array("BM".utf8), later: (6, [0, 0, 0, 0])),
    Signature(format: "jp2", start: [0, 0, 0, 12] + Array("jP  ".utf8)),
    Signature(format: "jp2", start: [0xFF, 0x4F, 0xFF, 0x51]),
    Signature(format: "pgm", start: Array("P5\n".utf8)),
    Signature(format: "ppm", start: Array("P6\n".utf8)),
    Signature(format: "mp4", start: [], later: (4, Array("ftyp".utf8))),
    Signature(format: "mkv", start: [0x1A, 0x45, 0xDF, 0xA3]),
  ]

  private init(file path: String, _ kind: Kind) {
    let word = ShellText.quoted(path)
    switch kind {
    case .film(let name): message = "\(path) is \(name), not a folder of PNGs; \(Self.taking(word))"
    case .picture(let name):
      let png = ShellText.quoted(
        FileSystem.join(FileSystem.split(path).folder, FileSystem.stem(path) + ".png"))
      message =
        "\(path) is a \(name) file, not a PNG; ImageMagick makes one: convert \(word) \(png)"
    }
  }

  private init(folder: String, _ first: String, _ kind: Kind) {
    let path = FileSystem.join(folder, first)
    switch kind {
    case .film(let name):
      message =
        "\(folder) has no PNG; \(first) in it is \(name). \(Self.taking(ShellText.quoted(path)))"
    case .picture(let name):
      let suffix = FileSystem.pathExtension(first)
      message =
        "\(folder) has no PNG, but \(name) files such as \(first). "
        + Self.making(folder, suffix)
    }
  }

  private static func making(_ folder: String, _ suffix: String) -> String {
    "ImageMagick makes PNGs of the same names: mkdir frames && mogrify -path frames -format png "
      + "\(ShellText.quoted(folder.hasSuffix("/") ? folder : folder + "/"))*.\(suffix)"
  }

  private static func taking(_ word: String) -> String {
    "ffmpeg takes it apart: mkdir frames && ffmpeg -i \(word) frames/frame_%05d.png; and makes a film "
      + "of a forecast: \(filmCommand)"
  }
}
