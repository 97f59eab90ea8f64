import ForeframeFrames
import Testing

@Suite struct FramePatternTests {
  @Test func naturalOrderCounts() {
    let names = ["f10", "f2", "f1", "e99", "f01", "f2b", "f2a10", "f2a9", "f", "f002"]
    let expected = ["e99", "f", "f01", "f1", "f002", "f2", "f2a9", "f2a10", "f2b", "f10"]
    #expect(names.sorted(by: NaturalOrder.precedes) == expected)
    #expect(!NaturalOrder.precedes("a1", "a1"))
    #expect(NaturalOrder.precedes("a99999999999999999999998", "a99999999999999999999999"))
  }

  @Test(arguments: [
    (["frame_9.png", "frame_10.png"], "frame_%d.png"),
    (["frame_0009.png", "frame_0010.png"], "frame_%04d.png"),
    (["099.png", "100.png", "1000.png"], "%03d.png"),
    (["a1_007.png", "a1_008.png"], "a1_%03d.png"),
    (["7.png"], "%d.png"),
    (["20150515_1545.png", "20150515_1550.png"], "%Y%m%d_%H%M.png"),
    (["r201505151545.png", "r201505160000.png"], "r%Y%m%d%H%M.png"),
    (["x20150515T154500Z.png", "x20150515T154530Z.png"], "x%Y%m%dT%H%M%SZ.png"),
    (["2015-05-15_15-45.png", "2015-05-15_15-50.png"], "%Y-%m-%d_%H-%M.png"),
    (["2020001_0030.png", "2020366_0030.png"], "%Y%j_%H%M.png"),
    (["20200229.png", "20200301.png"], "%Y%m%d.png"),
    (["v2_20200101_0000.png", "v2_20200101_0010.png"], "v2_%Y%m%d_%H%M.png"),
    (["50%_1.png", "50%_2.png"], "50%%_%d.png"),
    // A day's frame counter is no hour; hours that cross a day are.
    (["20200101_01.png", "20200101_02.png"], "20200101_%02d.png"),
    (["20200101_23.png", "20200102_00.png"], "%Y%m%d_%H.png"),
    // No such day: numbers.
    (["20200230.png", "20200231.png"], "%d.png"),
  ])
  func patternsAreDetected(_ names: [String], _ pattern: String) throws {
    let found = try #require(FramePattern.detect(in: names))
    #expect(found.description == pattern)
    #expect(try FramePattern(pattern) == found)
    for name in names {
      let position = try #require(found.position(of: name))
      #expect(found.name(at: position) == name)
    }
  }

  @Test(arguments: [
    ["a.png", "b.png"], ["cam1_001.png", "cam2_002.png"], ["1.png", "01.png"],
    ["a1.png", "b2.png"], ["8.png", "09.png"], [],
  ])
  func otherNamesHaveNoPattern(_ names: [String]) {
    #expect(FramePattern.detect(in: names) == nil)
  }

  @Test(arguments: [
    // Repeated fields ("%d_%d", "%Y%Y"), counters beside a time ("%04d_%Y%m%d") and dates without a
    // year ("%m%d", "%j") are patterns now: archives and cameras write such names.
    "", "frame.png", "%Q", "%", "%4d", "%00d", "%Y%y", "%Y%d", "%Y%H", "%Y%j%m", "%s%Y", "a/%d.png",
    "%m%H", "%b%H", "%I%M", "%H%p", "%H%f", "%0f", "%E", "%EH", "%d_%EH", "%Y%m_%EH", "%H_%Em%Ed",
    "*",
    "*_?", "%z", "%m%d%z", "%^Y", "%-Y", "%.f", "%.2d", "%5.2f", "%.2f_%d", "%Y_%.2f", "%-b", "%-d",
    "%V", "%Y%V", "%G%V%H", "%Y%m_%EY%Em%Ed", "%Y%m%d_%EY%Em", "%Y%m_%i",
    "%a", "%Y%a", "%m%d%a", "%-a", "%a%H%M", "%Y%m_%A", "%s_%a", "%G%V%a", "%Y%m%d_%Ea",
  ])
  func badPatternsAreExplained(_ text: String) {
    let error = frameError { _ = try FramePattern(text) }
    guard case .badPattern(pattern: text, reason: _) = error else {
      Issue.record("\(text): \(String(describing: error))")
      return
    }
  }

  @Test(arguments: [
    ("%Y%m%d", "20210229.png"), ("%Y%m%d", "20201301.png"), ("%Y%j", "2021366.png"),
    ("%Y%m%d_%H%M", "20210101_2400.png"), ("%Y%m%d_%H%M", "20210101_0060.png"),
    ("%Y%m%d", "20210101.jpg"), ("%d", "07.png"), ("%03d", "07.png"),
    // "-7" is what %d writes for a number below zero; "-0" and "-07" are not.
    ("%d", "-0.png"), ("%d", "-07.png"), ("%03d", "-007.png"), ("%d", "--7.png"),
    ("%03d", "0700.png"), ("%d", "1234567890123456789.png"), ("%Y", "0000.png"), ("%d", ".png"),
  ])
  func namesThatDoNotFit(_ pattern: String, _ name: String) throws {
    #expect(try FramePattern(pattern).position(of: name) == nil)
  }

  @Test func timesAreSecondsSince1970() throws {
    let pattern = try FramePattern("%Y%m%d_%H%M%S.png")
    #expect(pattern.position(of: "19700101_000000.png") == 0)
    #expect(pattern.position(of: "20000229_123456.png") == 951_827_696)
    #expect(pattern.position(of: "20371231_235959.png") == 2_145_916_799)
    #expect(pattern.position(of: "19691231_235959.png") == -1)
    #expect(pattern.name(at: -1) == "19691231_235959.png")
    #expect(try FramePattern("%s").position(of: "951827696.png") == 951_827_696)
    #expect(try FramePattern("%y%m%d").position(of: "690101.png") == -31_536_000)
    #expect(try FramePattern("%H%M").name(at: 86_400 + 60) == "0001.png")
    #expect(try FramePattern("%F_%T").name(at: 951_827_696) == "2000-02-29_12:34:56.png")
  }

  /// Every day of 800 years, there and back, against a calendar that only counts.
  @Test func calendarAgreesWithCounting() throws {
    let pattern = try FramePattern("%Y%m%d.png"), ordinal = try FramePattern("%Y%j.png")
    var year = 1600, month = 1, day = 1, dayOfYear = 1
    let start = try #require(pattern.position(of: "16000101.png"))
    func digits(_ value: Int, _ width: Int) -> String {
      String(String(value + 10_000).suffix(width))
    }
    for index in 0..<2 * 146_097 {
      let position = start + Int64(index) * 86_400
      let name = pattern.name(at: position)
      let expected = digits(year, 4) + digits(month, 2) + digits(day, 2) + ".png"
      let expectedOrdinal = digits(year, 4) + digits(dayOfYear, 3) + ".png"
      guard name == expected, pattern.position(of: name) == position,
        ordinal.name(at: position) == expectedOrdinal,
        ordinal.position(of: expectedOrdinal) == position
      else {
        Issue.record("day \(index): \(name) instead of \(expected)")
        return
      }
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      day += 1
      dayOfYear += 1
      if day > [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] {
        (day, month) = (1, month + 1)
      }
      if month > 12 { (month, year, dayOfYear) = (1, year + 1, 1) }
    }
    #expect(year == 2400)
  }
}
