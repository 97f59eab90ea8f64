import Foreframe
import ForeframeFiles
import ForeframeFrames
import TestSupport
import Testing

/// Results appear whole or not at all, and never over what they were made from.
@Suite struct OutputFolderTests {
  private func write(_ names: [String], into folder: String) throws {
    for name in names {
      let path = FileSystem.join(folder, name)
      try FileSystem.makeDirectories(FileSystem.split(path).folder)
      try AtomicFile.write("new", to: path)
    }
  }

  @Test func filesOfOtherNamesStay() throws {
    let place = try TemporaryFolder()
    try write(["a.png", "deep/er/b.png"], into: place("out"))
    try AtomicFile.write("mine", to: place("out/mine.txt"))
    try AtomicFile.write("mine", to: place("out/deep/mine.txt"))
    try AtomicFile.write("old", to: place("out/a.png"))
    let folder = try OutputFolder(place("out"), overwrites: true)
    try folder.write { try write(["a.png", "c.png", "deep/er/b.png", "other/d.png"], into: $0) }
    #expect(
      try FileSystem.filesBelow(place("out")) == [
        "a.png", "c.png", "deep/er/b.png", "deep/mine.txt", "mine.txt", "other/d.png",
      ])
    #expect(try FileSystem.readText(place("out/a.png")) == "new")
    #expect(try FileSystem.readText(place("out/deep/mine.txt")) == "mine")
  }

  @Test(arguments: [["a.png", "b.png", "z.png"], ["a.png", "z.png/x.png"], ["a.png", "f/x.png"]])
  func nothingIsWrittenIfOneNameIsTaken(_ names: [String]) throws {
    let place = try TemporaryFolder()
    try FileSystem.makeDirectories(place("out/z.png"))
    try AtomicFile.write("mine", to: place("out/z.png/mine.txt"))
    try AtomicFile.write("old", to: place("out/a.png"))
    try AtomicFile.write("old", to: place("out/f"))
    let folder = try OutputFolder(place("out"), overwrites: true)
    let before = try FileSystem.filesBelow(place("out"))
    if names.contains("z.png/x.png") {
      // A folder of this name may take the file.
      try folder.write { try write(names, into: $0) }
      #expect(try FileSystem.readText(place("out/z.png/mine.txt")) == "mine")
      return
    }
    let error = #expect(throws: OutputError.self) {
      try folder.write { try write(names, into: $0) }
    }
    #expect(error?.exitStatus == .cannotCreate)
    #expect(try FileSystem.filesBelow(place("out")) == before)
    #expect(try FileSystem.readText(place("out/a.png")) == "old")
  }

  /// Folders above the output go, too, if they were made for it and hold nothing else.
  @Test(arguments: [false, true])
  func nothingIsLeftOfWhatFails(_ isShared: Bool) throws {
    struct Failure: Error {}
    let place = try TemporaryFolder()
    try FileSystem.makeDirectories(place("there"))
    let folder = try OutputFolder(place("there/a/b/out"), overwrites: false)
    #expect(throws: OutputError.self) {
      try folder.write { hidden in
        try UnfinishedFolder.write([1], to: FileSystem.join(hidden, "file"))
        if isShared { try AtomicFile.write("mine", to: place("there/a/mine.txt")) }
        throw Failure()
      }
    }
    #expect(try FileSystem.list(place("there")) == (isShared ? ["a"] : []))
    if isShared { #expect(try FileSystem.list(place("there/a")) == ["mine.txt"]) }
    try folder.write { try UnfinishedFolder.write([1], to: FileSystem.join($0, "file")) }
    #expect(try FileSystem.read(place("there/a/b/out/file")) == [1])
  }

  @Test func anEmptyNameIsNoFolder() throws {
    let error = #expect(throws: UserError.self) { try OutputFolder("", overwrites: true) }
    #expect(error?.exitStatus == .usage)
  }

  @Test func framesOfTheInputAreProtected() throws {
    let folder = try FrameFolder().add(["f_01.png", "f_02.png", "f_09.png"])
    let frames = InputGuard(try folder.scan())
    try frames.check(["f_03.png", "g_01.png"], in: folder.path)
    let around = FileSystem.join(folder.path, "../" + FileSystem.split(folder.path).name)
    for path in [folder.path, folder.path + "/.", around] {
      for name in ["f_01.png", "f_09.png"] {
        let error = #expect(throws: OutputFolder.Refusal.self) {
          try frames.check(["f_03.png", name], in: path)
        }
        #expect(error?.message.contains(name) ?? false)
      }
    }
    try frames.check(["f_01.png"], in: FileSystem.join(folder.path, "elsewhere"))
  }

  @Test func aRunsFolderStandsForItsBestModel() throws {
    let place = try TemporaryFolder()
    let run = RunFolder(place("run"))
    try FileSystem.makeDirectories(run.checkpoints)
    #expect(throws: UserError.self) { try ModelPath.resolve(run.path) }
    try AtomicFile.write("", to: run.last)
    #expect(try ModelPath.resolve(run.path) == run.last)
    try AtomicFile.write("", to: run.best)
    #expect(try ModelPath.resolve(run.path) == run.best)
    #expect(try ModelPath.resolve(run.last) == run.last)
    #expect(try ModelPath.resolve("./nothing") == "./nothing")
    let error = #expect(throws: UserError.self) { try ModelPath.resolve("persistance") }
    #expect(error?.message.contains("'persistence'") ?? false)
  }

  @Test func otherFormatsAreToldFromPNGs() throws {
    let place = try TemporaryFolder()
    try write(
      ["film.MP4", "one.jpg", "in/1.jpeg", "in/2.jpeg", "gif/a.gif", "both/a.jpg"], into: place.path
    )
    try FrameFolderOfOne.write(place("both/a.png"))
    for (path, words) in [
      ("film.MP4", "ffmpeg -i"), ("one.jpg", "convert"), ("in", "mogrify"), ("gif", "ffmpeg -i"),
    ] {
      let error = #expect(throws: ForeignFrames.self) { try ForeignFrames.check(place(path)) }
      #expect(error?.message.contains(words) ?? false, "\(path)")
      #expect(error?.exitStatus == .badData)
    }
    // A name says nothing of the content.
    for (bytes, words) in [
      ([0xFF, 0xD8, 0xFF, 0xE0], ["JPEG", "mogrify"]),
      (Array("GIF89a".utf8), ["a GIF", "ffmpeg -i"]),
      ([0x49, 0x49, 42, 0], ["TIFF", "mogrify"]), ([0x4D, 0x4D, 0, 42], ["TIFF", "mogrify"]),
      (Array("RIFF1234WEBPVP8 ".utf8), ["WebP", "mogrify"]),
      (Array("BM1234".utf8) + [0, 0, 0, 0], ["BMP", "mogrify"]),
      ([0, 0, 0, 24] + Array("ftypisom".utf8), ["an MP4 film", "ffmpeg -i"]),
      (Array("BMW and RIFF".utf8), ["not a PNG (no PNG signature)"]),
    ] as [([UInt8], [String])] {
      let path = place("x.png")
      try AtomicFile.write(bytes + [UInt8](repeating: 0, count: 20), to: path)
      let error = #expect(throws: PNGError.self) { try PNGCodec.read(path: path) }
      let shown = UserError(try #require(error))
      #expect(shown.exitStatus == .badData && shown.message.hasPrefix("\(path): not a PNG"))
      for word in words { #expect(shown.message.contains(word), "\(shown.message)") }
      #expect(UserError(FrameError.png(try #require(error))).message == shown.message)
    }
    for path in ["both", "both/a.png", "missing"] { try ForeignFrames.check(place(path)) }
  }
}

private enum FrameFolderOfOne {
  static func write(_ path: String) throws {
    try PNGCodec.write(Frame(format: FrameFormat(width: 2, height: 2)), to: path)
  }
}
