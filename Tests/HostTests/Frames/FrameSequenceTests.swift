import ForeframeFiles
import ForeframeFrames
import TestSupport
import Testing

@Suite struct FrameSequenceTests {
  private func next(_ names: [String], _ count: Int = 2) throws -> [String] {
    try FrameSequence.scan(folder: "x", names: names).last.nextNames(count)
  }

  @Test(arguments: [
    (["8.png", "9.png"], ["10.png", "11.png"]),
    (["f_0098.png", "f_0099.png"], ["f_0100.png", "f_0101.png"]),
    (["998.PNG", "999.PNG"], ["1000.PNG", "1001.PNG"]),
    (["00.png", "05.png", "10.png"], ["15.png", "20.png"]),
    (["041.png"], ["042.png", "043.png"]),
    // Midnight, the end of a month, leap days, the end of a year.
    (["20210331_2350.png", "20210331_2355.png"], ["20210401_0000.png", "20210401_0005.png"]),
    (["20200228.png"], ["20200228_0001.png", "20200228_0002.png"]),
    (["20200227.png", "20200228.png"], ["20200229.png", "20200301.png"]),
    (["20210227.png", "20210228.png"], ["20210301.png", "20210302.png"]),
    (["20201231_2230.png", "20201231_2315.png"], ["20210101_0000.png", "20210101_0045.png"]),
    // Months have different lengths.
    (["20210101.png", "20210201.png", "20210301.png"], ["20210401.png", "20210501.png"]),
    (["2020-11.png", "2020-12.png", "2021-01.png"], ["2021-02.png", "2021-03.png"]),
    // No number in common.
    (["b.png", "a.png"], ["prediction_0001.png", "prediction_0002.png"]),
    (["sky_b.png", "sky_a.png"], ["sky_0001.png", "sky_0002.png"]),
  ])
  func namesContinue(_ names: [String], _ expected: [String]) throws {
    #expect(try next(names) == expected)
    #expect(try next(names.reversed()) == expected)
    #expect(try next(names, 0) == [])
  }

  @Test func timesOfDayDoNotOverwriteThemselves() throws {
    let names = ["0000.png", "1200.png"]
    let scan = try FrameSequence.scan(folder: "x", names: names, pattern: FramePattern("%H%M"))
    #expect(scan.last.nextNames(2) == ["0000.png", "1200.png"])
    #expect(Set(scan.last.nextNames(3)).count == 3)
  }

  @Test func framesStandInOrder() throws {
    let folder = try FrameFolder().add(["f10.png", "f9.png", "f8.png"])
    try folder.write([1], as: "f11.txt")
    try folder.write([1], as: ".f12.png")
    try FileSystem.makeDirectories(folder.path + "/f13.png")
    let sequence = try folder.scan().last
    #expect(sequence.names == ["f8.png", "f9.png", "f10.png"])
    #expect(try sequence.readAll().map { $0[0, 0] } == [2, 1, 0])
    #expect(sequence.paths[2] == folder.path + "/f10.png")
    #expect(sequence.name == FileSystem.split(folder.path).name)
    #expect(
      sequence.patternDescription == "f%d.png: 3 frames, 8 to 10, every 1 frame")
  }

  @Test func gapsEndSequences() throws {
    // Steps of 10; 15 is no gap yet, 16 is one.
    let names = [0, 10, 20, 35, 45, 61, 71].map { "\($0).png" }
    let sequences = try FrameSequence.scan(folder: "s", names: names).sequences
    #expect(sequences.map(\.count) == [5, 2])
    #expect(sequences.map(\.name) == ["s/0", "s/61"])
    #expect(sequences[0].nextNames(1) == ["55.png"])
  }

  @Test func aGapOfMonthsSplitsTimes() throws {
    let names = ["20150515_1855", "20150515_1900", "20160711_2355", "20160712_0000"]
    let scan = try FrameSequence.scan(folder: "s", names: names.map { $0 + ".png" })
    #expect(scan.sequences.map(\.count) == [2, 2])
    #expect(scan.sequences[0].nextNames(1) == ["20150515_1905.png"])
    #expect(scan.last.nextNames(1) == ["20160712_0005.png"])
    #expect(
      scan.last.patternDescription
        == "%Y%m%d_%H%M.png: 2 frames, 2016-07-11 23:55 to 2016-07-12 00:00, every 5 min")
  }

  @Test func monthsAreNoGaps() throws {
    let names = ["20210131", "20210331", "20210531"].map { $0 + ".png" }
    let scan = try FrameSequence.scan(folder: "s", names: names)
    #expect(scan.sequences.count == 1)
    #expect(scan.last.cadence == FrameCadence(unit: .months, step: 2))
    #expect(scan.last.nextNames(2) == ["20210731.png", "20210930.png"])
  }

  @Test func aGivenPatternChooses() throws {
    let folder = try FrameFolder().add(["a_1.png", "a_2.png", "b_1.png", "b_02.png"])
    let scan = try folder.scan("a_%d.png")
    #expect(scan.sequences.map(\.names) == [["a_1.png", "a_2.png"]])
    #expect(scan.ignored == ["b_02.png", "b_1.png"])
    // Without it, there are two series; "1" and "02" are padded by no one rule.
    #expect(try folder.scan().series.map { $0.pattern?.description } == ["a_%d.png", nil])
    let error = frameError { _ = try folder.scan("%Y%m%d") }
    #expect(
      error == .noMatch(folder: folder.path, pattern: "%Y%m%d.png", example: "a_1.png"))
  }

  @Test func emptyAndMissingFoldersAreNamed() throws {
    let folder = try FrameFolder()
    #expect(frameError { _ = try folder.scan() } == .emptyFolder(path: folder.path, folders: 0))
    try FileSystem.makeDirectories(folder.path + "/inner")
    #expect(frameError { _ = try folder.scan() } == .emptyFolder(path: folder.path, folders: 1))
    let missing = frameError { _ = try FrameSequence.scan(folder.path + "/none") }
    #expect(missing?.isMissing == true)
    #expect(missing?.description.hasPrefix(folder.path + "/none: ") == true)
  }

  @Test func aSingleFileIsASequence() throws {
    let folder = try FrameFolder().add(["f1.png", "f2.png"])
    let sequence = try FrameSequence.scan(folder.path + "/f2.png").last
    #expect(sequence.names == ["f2.png"] && sequence.nextNames(1) == ["f3.png"])
  }

  @Test(arguments: [
    FrameFormat(width: 5, height: 3), FrameFormat(width: 4, height: 4),
    FrameFormat(width: 4, height: 3, bitDepth: 16),
    FrameFormat(width: 4, height: 3, colourType: .rgb),
  ])
  func differentFramesAreNamedBoth(_ format: FrameFormat) throws {
    let folder = try FrameFolder().add(["1.png", "2.png"]).add(["3.png"], format: format)
    let sequence = try folder.scan().last
    let expected = FrameError.mixedFormats(
      first: folder.path + "/1.png", format: FrameFormat(width: 4, height: 3),
      other: folder.path + "/3.png", otherFormat: format)
    #expect(frameError { try sequence.checkFormats() } == expected)
    #expect(frameError { _ = try sequence.readAll() } == expected)
    #expect(expected.description.contains("/1.png") && expected.description.contains("/3.png"))
    #expect(try sequence.slice(0..<2).checkFormats() == FrameFormat(width: 4, height: 3))
  }

  @Test func tooFewFramesAreCounted() throws {
    let folder = try FrameFolder().add(["1.png", "2.png"])
    let sequence = try folder.scan().last
    try sequence.require(2)
    #expect(
      frameError { try sequence.require(3) }
        == .tooFewFrames(path: folder.path, found: 2, needed: 3))
  }

  @Test func damagedFramesAreNamed() throws {
    let folder = try FrameFolder().add(["1.png", "2.png"])
    try folder.write(Array("no PNG".utf8), as: "2.png")
    let sequence = try folder.scan().last
    let expected = FrameError.png(
      .notPNG(file: folder.path + "/2.png", reason: "no PNG signature"))
    #expect(frameError { try sequence.checkFormats() } == expected)
    #expect(frameError { _ = try sequence.read(1) } == expected)
  }

  @Test func formatsAreFoundBehindLongChunks() throws {
    let folder = try FrameFolder().add(["1.png"])
    var bytes = try FileSystem.read(folder.path + "/1.png")
    // A text chunk of 10,000 bytes after IHDR; its checksum was computed with zlib.
    let text = [0, 0, 0x27, 0x10] + Array("tEXt".utf8) + [UInt8](repeating: 65, count: 10_000)
    bytes.insert(contentsOf: text + [0xd4, 0xc5, 0x18, 0x19], at: 33)
    try folder.write(bytes, as: "1.png")
    #expect(
      try PNGCodec.readFormat(path: folder.path + "/1.png") == FrameFormat(width: 4, height: 3))
  }

  @Test func worldFilesFollow() throws {
    let folder = try FrameFolder().add(["1.png", "2.png"])
    try folder.write(Array("old".utf8), as: "1.pgw")
    #expect(try folder.scan().last.worldFiles().isEmpty)
    try folder.write(Array("1\n0\n0\n-1\n5\n6\n".utf8), as: "2.pgw")
    try folder.write(Array("wld".utf8), as: "2.wld")
    let out = try FrameFolder()
    try folder.scan().last.copyWorldFiles(to: ["3.png", "4.png"], in: out.path)
    #expect(try FileSystem.list(out.path) == ["3.pgw", "3.wld", "4.pgw", "4.wld"])
    #expect(try FileSystem.read(out.path + "/4.pgw") == Array("1\n0\n0\n-1\n5\n6\n".utf8))
  }
}
