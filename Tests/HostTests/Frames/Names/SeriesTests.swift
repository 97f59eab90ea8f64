import ForeframeFrames
import Testing

/// Folders with more than one row of frames in them.
@Suite struct SeriesTests {
  private func scan(_ names: [String], _ pattern: String? = nil) throws -> SequenceScan {
    try FrameSequence.scan(
      folder: "x", names: names, pattern: try pattern.map { try FramePattern($0) })
  }

  private func digits(_ value: Int, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - String(value).count)) + String(value)
  }

  private func times(_ format: String, _ count: Int = 24) -> [String] {
    FolderLayout(format: format).names(0..<count)
  }

  @Test(arguments: [
    // Bands, elevations, prefixes, endings, cameras.
    ["OR_C07_{Y}{m}{d}_{H}{M}", "OR_C13_{Y}{m}{d}_{H}{M}"],
    ["el0.5_{Y}{m}{d}{H}{M}", "el1.5_{Y}{m}{d}{H}{M}", "el10.0_{Y}{m}{d}{H}{M}"],
    ["radar_{Y}{m}{d}_{H}{M}", "satellite_{Y}{m}{d}_{H}{M}"],
    ["{Y}{m}{d}_{H}{M}", "{Y}{m}{d}_{H}{M}_mask"],
    ["cam1_{n3}", "cam2_{n3}", "cam3_{n3}"], ["{n4}_left", "{n4}_right"],
    ["a_{H}{M}", "b_{H}{M}"], ["{n}", "{n}_mask"], ["x_1_{n4}_a", "x_2_{n4}_a"],
    ["{Y}{m}{d}_{H}{M}_b1", "{Y}{m}{d}_{H}{M}_b2", "{Y}{m}{d}_{H}{M}_b11"],
  ])
  func eachSeriesIsItsOwn(_ formats: [String]) throws {
    let layouts = formats.map { FolderLayout(format: $0) }
    let names = layouts.map { $0.names(0..<24) }
    let found = try scan(names.flatMap(\.self).sorted())
    #expect(Set(found.series.map { $0.pattern?.description }) == Set(layouts.map(\.pattern)))
    #expect(Set(found.sequences.map(\.names)) == Set(names))
    #expect(found.ignored.isEmpty)
    for layout in layouts {
      let sequence = found.sequences.first { $0.pattern?.description == layout.pattern }
      #expect(sequence?.nextNames(30) == layout.names(24..<54))
      // The pattern that a message shows chooses that series.
      let one = try scan(names.flatMap(\.self).sorted(), layout.pattern)
      #expect(one.sequences.map(\.names) == [layout.names(0..<24)])
      #expect(try one.sequenceToContinue() == one.last)
    }
    let message = frameError { _ = try found.sequenceToContinue() }.map { "\($0)" } ?? ""
    for layout in layouts { #expect(message.contains("'\(layout.pattern)'")) }
  }

  @Test func countsUpTo23AreNoHours() throws {
    let numbers = [0, 1, 2, 10, 11, 20, 21, 22, 23]
    for width in [1, 2] {
      let names = numbers.map { digits($0, width) + ".png" }
      #expect(try scan(names).sequences.map(\.count) == [3, 2, 4])
    }
  }

  @Test func gapsWithinASeriesAreNoSeries() throws {
    let names =
      times("C07_{Y}{m}{d}_{H}{M}")
      + times("C13_{Y}{m}{d}_{H}{M}").filter {
        !$0.hasSuffix("2355.png")
      }
    let found = try scan(names)
    #expect(found.series.map(\.sequences.count) == [1, 2])
    #expect(found.sequences.map(\.count) == [24, 9, 14])
    #expect(try scan(times("{n}", 9) + ["20.png", "21.png"]).sequenceToContinue().count == 2)
  }

  @Test(arguments: [1, 2, 3, 5])
  func aFewOddNamesAreLeftOut(_ count: Int) throws {
    let names = times("sky_{Y}{m}{d}_{H}{M}{S}", 40)
    let odd = (0..<count).map { "sky_preview\($0).png" }
    let found = try scan(odd + names)
    #expect(found.sequences.map(\.names) == [names] && found.ignored == odd)
    #expect(found.warnings.count == 1 && found.warnings[0].contains("sky_preview0.png"))
    #expect(found.warnings[0].contains("sky_%Y%m%d_%H%M%S.png"))
  }

  @Test func impossibleTimesAreLeftOut() throws {
    let names = times("{Y}{m}{d}_{H}{M}", 40)
    let found = try scan(["20219931_2310.png"] + names + ["20210801_9999.png"])
    #expect(found.sequences.map(\.names) == [names])
    #expect(found.ignored == ["20210801_9999.png", "20219931_2310.png"])
  }

  @Test func wordsThatAlwaysDifferAreAnyText() throws {
    let sums = ["A1B2", "0F33", "C0DE", "77AA", "E9D1", "5B5B", "1234", "9F0C"]
    let names = sums.enumerated().map { "S1A_2020010\($0 + 1)T054321_\($1).png" }
    let found = try scan(names)
    #expect(found.last.pattern?.description == "S1A_%Y%m%dT%H%M%S_*.png")
    #expect(found.sequences.map(\.names) == [names])
    #expect(found.last.nextNames(1) == ["S1A_20200109T054321_9F0C.png"])
    let titles = ["01_intro.png", "02_sunrise.png", "03_noon.png", "04_night.png"]
    #expect(try scan(titles).last.pattern?.description == "%02d_*.png")
    #expect(try scan(titles.reversed()).last.names == titles)
  }

  @Test func numbersGoThroughZero() throws {
    let names = (-12...11).map { "t\($0).png" }
    let found = try scan(names.sorted())
    #expect(found.sequences.map(\.names) == [names])
    #expect(found.last.pattern?.description == "t%d.png" && found.last.nextNames(1) == ["t12.png"])
    // A dash between words is none.
    #expect(try scan(["t-1.png", "t-2.png"]).last.nextNames(1) == ["t-3.png"])
  }

  @Test func aCamerasWrapIsSaid() throws {
    for (first, next) in [(1, "IMG_0004.png"), (0, "IMG_0003.png")] {
      let names =
        (9990...9999).map { "IMG_\($0).png" } + (first...first + 2).map { "IMG_000\($0).png" }
      let found = try scan(names.sorted())
      #expect(found.sequences.map(\.names) == [names] && found.last.nextNames(1) == [next])
      #expect(found.warnings.count == 1)
      #expect(
        found.warnings[0].contains("IMG_9999.png") && found.warnings[0].contains("IMG_000\(first)"))
    }
    // Cameras count to 9999, whatever stands before.
    for (last, first) in [(9999, 1), (9999, 0), (19_999, 10_001), (99_999, 0)] {
      for width in [5, 6] where width == 5 || last < 99_999 {
        let numbers = Array(last - 19...last) + Array(first...first + 29)
        let names = numbers.map { "DSC\(digits($0, width)).png" }
        let found = try scan(names.sorted())
        #expect(found.sequences.map(\.names) == [names])
        #expect(found.last.nextNames(1) == ["DSC\(digits(first + 30, width)).png"])
        #expect(found.warnings.count == 1)
      }
    }
    // A gap is none.
    #expect(try scan(["0001", "0002", "9990", "9991"].map { $0 + ".png" }).sequences.count == 2)
  }

  @Test func timesOfDayPassMidnight() throws {
    let names = FolderLayout(format: "{H}{M}").names(0..<24)
    let found = try scan(names.sorted())
    #expect(found.sequences.map(\.names) == [names])
    #expect(found.warnings.count == 1 && found.warnings[0].contains("'2355.png'"))
    // A whole day begins at midnight; part of a day does, too.
    let day = FolderLayout(format: "{H}{M}", start: Stamp(2021, 1, 1), count: 288).names(0..<288)
    #expect(try scan(day).sequences.map(\.names) == [day])
    #expect(try scan(day).warnings.isEmpty)
  }

  @Test(
    arguments: [
      (["a.1.png", "a.01.png"], nil), (["f1.png", "f1.PNG", "f2.png"], nil),
      (["f_0001.png", "f_0002.png", "f_0003.png", "f_1.png"], nil),
      (["a_1.png", "b_1.png", "a_2.png"], "?_%d"), (["20210101.png", "20210101.PNG"], "%Y%m%d"),
      (["C07_20210101.png", "C13_20210101.png"], "*_%Y%m%d"),
    ] as [([String], String?)])
  func oneFrameTwiceIsRefused(_ names: [String], _ pattern: String?) {
    let error = frameError { _ = try scan(names, pattern) }
    guard case .duplicateFrames(folder: "x", let first, let second) = error else {
      Issue.record("\(names): \(String(describing: error))")
      return
    }
    #expect(names.contains(first) && names.contains(second) && first != second)
  }

  @Test(arguments: [
    ["cam1_001.png", "cam2_002.png"], ["a1.png", "b2.png"], ["frame_1.png", "legend.png"],
    ["1.png", "2.png", "map.png", "legend.png", "logo.png"],
    ["take1_b.png", "scene2.png", "x_3_y_4.png"],
    // Jumps like those of a clock, in an order that nobody knows: day, hour and minute.
    FolderLayout(format: "{d}{H}{M}").names(0..<60),
  ])
  func ambiguousNamesAreShown(_ names: [String]) throws {
    let error = frameError { _ = try scan(names) }
    guard case .ambiguousNames(folder: "x", let examples, let patterns) = error else {
      Issue.record("\(names): \(String(describing: error))")
      return
    }
    #expect(!examples.isEmpty && !patterns.isEmpty)
    // Each pattern that is shown can be given, and reads some of the names.
    let message = error.map { "\($0)" } ?? ""
    for pattern in patterns {
      #expect(try scan(names, pattern).sequences[0].count > 0)
      #expect(message.contains("'\(pattern)'"))
    }
  }

  @Test func namesWithoutNumbersAreSaid() throws {
    let found = try scan(["sunset.png", "noon.png", "dawn.png"])
    #expect(found.sequences.map(\.names) == [["dawn.png", "noon.png", "sunset.png"]])
    #expect(found.warnings.count == 1 && found.warnings[0].contains("natural order"))
    let uneven = try scan(["8.png", "09.png", "10.png"])
    #expect(uneven.last.names == ["8.png", "09.png", "10.png"] && uneven.warnings.count == 1)
  }

  @Test func anotherReadingThatIsCloseIsNamed() throws {
    // 1 to 12 January, or the first of each month.
    let names = (1...12).map { digits($0, 2) + "012024.png" }
    let found = try scan(names)
    #expect(found.last.pattern?.description == "%d%m%Y.png")
    #expect(found.last.nextNames(1) == ["13012024.png"])
    #expect(found.warnings.count == 1 && found.warnings[0].contains("%m%d%Y.png"))
    #expect(found.warnings[0].contains("01012025.png"))
    // Nothing is said where both go on alike, or where the names decide.
    #expect(try scan((1...20).map { digits($0, 2) + "012024.png" }).warnings.isEmpty)
    #expect(try scan((1001...1020).map { "\($0).png" }).warnings.isEmpty)
  }

  @Test(arguments: [
    // The next number would be no time.
    (["ndvi_202310.png", "ndvi_202311.png", "ndvi_202312.png"], "ndvi_202401.png"),
    (["29012024.png", "30012024.png", "31012024.png"], "01022024.png"),
    (
      ["233000.png", "234500.png", "234000.png", "233500.png", "235000.png", "235500.png"],
      "000000.png"
    ),
    (
      [
        "raa01-rx_10000-2107312345-dwd---bin.png", "raa01-rx_10000-2107312350-dwd---bin.png",
        "raa01-rx_10000-2107312355-dwd---bin.png",
      ], "raa01-rx_10000-2108010000-dwd---bin.png"
    ),
    (["20200101_21.png", "20200101_22.png", "20200101_23.png"], "20200102_00.png"),
    (["2020_10.png", "2020_11.png", "2020_12.png"], "2021_01.png"),
    (["m_2110.png", "m_2111.png", "m_2112.png", "m_2201.png"], "m_2202.png"),
    (["sst_Oct.png", "sst_Nov.png", "sst_Dec.png", "sst_Jan.png"], "sst_Feb.png"),
    (
      ["tas_201001-201012.png", "tas_201101-201112.png", "tas_201201-201212.png"],
      "tas_201301-201312.png"
    ),
    (["7-31-2021_9-50.png", "7-31-2021_9-55.png", "7-31-2021_10-00.png"], "7-31-2021_10-05.png"),
    (["7-9-2021_9-50.png", "7-9-2021_9-55.png"], "7-9-2021_10-00.png"),
    (["t_0.90.png", "t_0.95.png", "t_1.00.png"], "t_1.05.png"),
    (["t_0.85.png", "t_0.90.png", "t_0.95.png"], "t_1.00.png"),
    (["z9.8.png", "z9.9.png", "z10.0.png"], "z10.1.png"),
    (["1.0998.png", "1.0999.png", "1.1000.png"], "1.1001.png"),
    (["1627773000.25.png", "1627773000.375.png", "1627773000.5.png"], "1627773000.625.png"),
    (["h22.png", "h23.png", "h00.png", "h01.png"], "h02.png"),
    (
      FolderLayout(
        format: "X{y}{m}{d}{H}{M}0", start: Stamp(2021, 12, 31, 22), step: .seconds(600)
      ).names(0..<12), "X22010100000.png"
    ),
    (
      FolderLayout(
        format: "{Y}_{m}{d}", start: Stamp(2019, 12, 20), step: .seconds(86_400)
      ).names(0..<12), "2020_0101.png"
    ),
    (
      FolderLayout(
        format: "{Y}-{m}-{d}-{H}", start: Stamp(2022, 5, 31, 8), step: .seconds(3600)
      ).names(0..<16), "2022-06-01-00.png"
    ),
    (
      FolderLayout(
        format: "wrf_{Y}_{m}_{d}_{H}", start: Stamp(2022, 5, 31), step: .seconds(10_800)
      ).names(0..<8), "wrf_2022_06_01_00.png"
    ),
    (
      FolderLayout(
        format: "archv.{Y}_{j}_{H}", start: Stamp(2023, 12, 31, 8), step: .seconds(3600)
      ).names(0..<16), "archv.2024_001_00.png"
    ),
    (
      [
        "A20020012002031.png", "A20020322002059.png", "A20020602002090.png", "A20020912002120.png",
        "A20021212002151.png",
      ], "A20021522002181.png"
    ),
    (
      FolderLayout(format: "case.cam.h0.{Y}-{m}", start: Stamp(1, 1, 1), step: .months(1))
        .names(0..<12), "case.cam.h0.0002-01.png"
    ),
    (
      FolderLayout(format: "{Y}-{m}", start: Stamp(850, 1, 1), step: .months(1)).names(0..<12),
      "0851-01.png"
    ),
    ((1...12).map { "shot0010-\($0 < 10 ? "0" : "")\($0).png" }, "shot0010-13.png"),
    (
      FolderLayout(
        format: "wk_{a}_{d}_{b}_{Y}_{H}{M}", start: Stamp(2024, 5, 31, 20), step: .seconds(600)
      ).names(0..<26), "wk_Sat_01_Jun_2024_0020.png"
    ),
    // Sixty frames are no hour, and twelve no year.
    ((0..<60).map { "00\($0 < 10 ? "0" : "")\($0).png" }, "0060.png"),
    ((1...12).map { "f\($0 < 10 ? "0" : "")\($0).png" }, "f13.png"),
  ])
  func aNumberThatIsNoTimeIsNotBelieved(_ names: [String], _ next: String) throws {
    let found = try scan(names)
    #expect(found.last.nextNames(1) == [next], "\(found.description)")
  }

  @Test func zonesThatChangeAreRead() throws {
    let summer = [
      "20211031T013000+0200.png", "20211031T020000+0200.png", "20211031T023000+0200.png",
    ]
    let winter = [
      "20211031T020000+0100.png", "20211031T023000+0100.png", "20211031T030000+0100.png",
    ]
    let found = try scan((summer + winter).sorted())
    #expect(found.last.pattern?.description == "%Y%m%dT%H%M%S%z.png")
    #expect(found.sequences.map(\.names) == [summer + winter])
    #expect(found.last.nextNames(1) == ["20211031T033000+0100.png"])
  }

  @Test func manyNamesAreQuick() throws {
    let layout = FolderLayout(format: "raa01-rx_10000-{y}{m}{d}{H}{M}-dwd---bin", count: 3000)
    let names = layout.names(0..<3000)
    let clock = ContinuousClock()
    let start = clock.now
    #expect(try scan(names.sorted() + ["legend.png"]).sequences.map(\.names) == [names])
    let time = start.duration(to: clock.now)
    // Without optimisation; with it, 20,000 names take a fraction of a second.
    #expect(time < .seconds(30))
  }
}
