import ForeframeFrames
import Testing

/// What a pattern can say.
@Suite struct PatternLanguageTests {
  @Test(
    arguments: [
      ("*_%d", "cam_x_7.png", 7), ("??_%02d", "äb_07.png", 7), ("%d_%d", "7_7.png", 7),
      ("%d", "-7.png", -7), ("%03d", "-07.png", -7), ("f%d", "f12.PNG", 12),
      ("t%.2f", "t1.05.png", 105), ("t%.2f", "t-0.05.png", -5),
      ("t%05.2f", "t01.05.png", 105), ("t%.2f", "t01.05.png", nil), ("t%.2f", "t1.050.png", nil),

      ("%%%*%?%d", "%*?5.png", 5), ("a*b*%d", "axxb1b2.png", 2),
      ("%Y_%Y%m%d", "1970_19700102.png", 86_400), ("%Y_%Y%m%d", "1971_19700102.png", nil),
      ("%04d_%Y%m%d", "0042_19700102.png", 86_400), ("%m%d_%H%M", "0102_0001.png", 86_460),
      ("%j", "002.png", 86_400), ("%d%b%Y", "02Jan1970.png", 86_400),
      ("%d%^b%Y", "02JAN1970.png", 86_400), ("%d%#b%Y", "02jan1970.png", 86_400),
      ("%d%b%Y", "02JAN1970.png", nil), ("%B %d %Y", "January 02 1970.png", 86_400),
      ("%Y%m%d %I.%M %p", "19700101 12.01 AM.png", 60),
      ("%Y%m%d %I.%M %p", "19700101 12.01 PM.png", 43_260),
      ("%Y%m%d %I.%M %P", "19700101 01.00 pm.png", 46_800),
      ("%Y%m%d %I.%M %p", "19700101 13.00 PM.png", nil),
      ("%Y%m%d %I.%M %p", "19700101 00.00 AM.png", nil),
      ("%Y%m%dT%H%M%z", "19700101T0130+0100.png", 1800),
      ("%Y%m%dT%H%M%z", "19700101T0130Z.png", 5400),
      ("%Y%m%dT%H%M%z", "19700101T0130-0030.png", 7200),
      ("%Y%m%dT%H%M%z", "19700101T0130+2500.png", nil),
      ("%s.%f", "1.5.png", 1_500_000_000), ("%s%3f", "1500.png", 1500),
      ("%s%9f", "1000000002.png", 1_000_000_002),
      ("%H%M%S%1f", "0000015.png", 15), ("%H%M%S.%3f", "000001.250.png", 1250),
      ("%Y%m%d.%i", "19700101.0090.png", 5400), ("%H%M.%i", "0130.0090.png", 5400),
      ("%H%M.%i", "0130.0091.png", nil),
      ("%a_%Y%m%d", "Fri_19700102.png", 86_400), ("%a_%Y%m%d", "Thu_19700102.png", nil),
      ("%A %j %Y", "Friday 002 1970.png", 86_400), ("%^a%y%m%d", "FRI700102.png", 86_400),
      ("%#A%y%m%d", "friday700102.png", 86_400), ("%a_%Y%m%d", "FRI_19700102.png", nil),
      ("s%Y%j%H%M%S%1f_e%EY%Ej%EH%EM%ES%E1f_c*", "s19700010000010_e19700010009300_cx.png", 10),
      ("%Y%m%d-S%H%M-E%EH%EM", "19700101-S2350-E0020.png", 85_800),
    ] as [(String, String, Int64?)])
  func namesHavePositions(_ pattern: String, _ name: String, _ position: Int64?) throws {
    let pattern = try FramePattern(pattern)
    #expect(pattern.position(of: name) == position)
    if let position { #expect(pattern.name(at: position, like: name) == name) }
    #expect(try FramePattern(pattern.description) == pattern)
  }

  @Test(
    arguments: [
      ("*_%04d", "a_x_0007.png", 8, "a_x_0008.png"), ("f?%d", "fb9.PNG", 10, "fb10.PNG"),
      ("%s.%f", "1.50.png", 2_250_000_000, "2.25.png"),
      ("%Y%m%d-S%H%M-E%EH%EM", "19700101-S2350-E0020.png", 87_600, "19700102-S0020-E0050.png"),
      ("%Y%m%dT%H%M%z", "19700101T0130+0100.png", 3600, "19700101T0200+0100.png"),
      ("e%EY%Em%Ed_%Y%m%d", "e19691231_19700101.png", 86_400, "e19700101_19700102.png"),
    ] as [(String, String, Int64, String)])
  func theRestOfANameStays(
    _ pattern: String, _ name: String, _ position: Int64, _ expected: String
  ) throws {
    #expect(try FramePattern(pattern).name(at: position, like: name) == expected)
  }

  @Test func countersGoOnByTheirStep() throws {
    func next(_ names: [String]) throws -> [String] {
      try FrameSequence.scan(folder: "x", names: names.map { $0 + ".png" }).last.nextNames(2)
    }
    #expect(
      try next(["20210101_0010_007", "20210101_0020_008", "20210101_0030_009"])
        == ["20210101_0040_010.png", "20210101_0050_011.png"])
    #expect(
      try next(["f0100_20210101", "f0200_20210102", "f0300_20210103"])
        == ["f0400_20210104.png", "f0500_20210105.png"])
  }

  @Test func monthsGoOnByMonths() throws {
    func next(_ names: [String]) throws -> [String] {
      try FrameSequence.scan(folder: "x", names: names.map { $0 + ".png" }).last.nextNames(3)
    }
    #expect(
      try next(["20201231", "20210131", "20210228"])
        == ["20210331.png", "20210430.png", "20210531.png"])
    #expect(
      try next(["20201130", "20201230", "20210130"])
        == ["20210228.png", "20210330.png", "20210430.png"])
    #expect(
      try next(["sst_2020-01-15", "sst_2020-02-15", "sst_2020-03-15"])
        == ["sst_2020-04-15.png", "sst_2020-05-15.png", "sst_2020-06-15.png"])
    // Every ten days from the first of each month, every eighth from the first of each year.
    #expect(
      try next(["20210101", "20210111", "20210121", "20210201", "20210211"])
        == ["20210221.png", "20210301.png", "20210311.png"])
    #expect(
      try next(["20210116", "20210201", "20210216", "20210301", "20210316"])
        == ["20210401.png", "20210416.png", "20210501.png"])
    #expect(
      try next(["A2020337", "A2020345", "A2020353", "A2020361"])
        == ["A2021001.png", "A2021009.png", "A2021017.png"])
    #expect(
      try next(["20201202", "20201218", "20210101", "20210117", "20210202"])
        == ["20210218.png", "20210306.png", "20210322.png"])
    #expect(
      try next(["20210103", "20210113", "20210123", "20210202"])
        == ["20210212.png", "20210222.png", "20210304.png"])
    #expect(try next(["2020001", "2021001"]) == ["2022001.png", "2023001.png", "2024001.png"])
  }

  @Test func datesWithoutAYearHaveLeapDaysIfTheySay() throws {
    func scan(_ names: [String]) throws -> FrameSequence {
      try FrameSequence.scan(folder: "x", names: names.map { $0 + ".png" }).last
    }
    let leap = try scan(["0226", "0227", "0228", "0229", "0301", "0302"])
    #expect(leap.count == 6 && leap.nextNames(1) == ["0303.png"])
    let usual = try scan(["0226", "0227", "0228", "0301", "0302", "0303"])
    #expect(usual.count == 6 && usual.nextNames(1) == ["0304.png"])
  }

  @Test func patternsAreBounded() throws {
    let error = frameError { _ = try FramePattern(String(repeating: "a", count: 2000)) }
    #expect((error?.description.count ?? 0) < 200)
    // Many stars end, too.
    let stars = try FramePattern(String(repeating: "*a", count: 400) + "%d")
    #expect(stars.position(of: String(repeating: "a", count: 250) + "b.png") == nil)
    #expect(stars.position(of: String(repeating: "1", count: 100_000)) == nil)
    let number = try FramePattern("%d")
    #expect(number.name(at: .max).hasPrefix("9223") && number.name(at: .min).hasPrefix("-9223"))
    for text in ["%Y%m%d", "%H%M", "%s%9f", "%Y%m", "%m%d", "%j"] {
      for position in [Int64.max, .min] { _ = try FramePattern(text).name(at: position) }
    }
  }
}
