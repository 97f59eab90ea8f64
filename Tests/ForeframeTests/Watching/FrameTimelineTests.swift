import ForeframeFrames
import Testing

/// Where a new name belongs among those that are known.
@Suite struct FrameTimelineTests {
  private func timeline(_ names: [String], limit: Int = 64) -> FrameTimeline {
    var timeline = FrameTimeline("in", limit: limit)
    for name in names { _ = timeline.add(name) }
    return timeline
  }

  private func number(_ value: Int) -> String {
    "f_" + String(repeating: "0", count: 4 - String(value).count) + "\(value).png"
  }

  @Test func placesOfNumbers() {
    var timeline = timeline((1...12).map(number))
    #expect(timeline.add(number(13)) == .next(missing: 0))
    #expect(timeline.add(number(13)) == .known)
    #expect(timeline.add(number(17)) == .next(missing: 3))
    #expect(timeline.step(of: number(17)).map { $0 - (timeline.step(of: number(13)) ?? 0) } == 4)
    #expect(timeline.last?.names == [number(17)])
    for late in [15, 14, 16] { #expect(timeline.add(number(late)) == .late) }
    #expect(timeline.last?.count == 17)
    #expect(timeline.step(of: number(17)).map { $0 - (timeline.step(of: number(13)) ?? 0) } == 4)
    guard case .stray = timeline.add("logo.png") else {
      Issue.record("a name without a number has a place")
      return
    }
    #expect(timeline.last?.nextNames(2) == [18, 19].map(number))
  }

  @Test func aBoundedNumberOfNamesIsRemembered() {
    var timeline = timeline((1...500).map(number), limit: 20)
    #expect(timeline.allNames == (481...500).map(number))
    #expect(timeline.add(number(3)) == .tooLate)
    #expect(timeline.allNames.count == 20)
    #expect(timeline.add(number(501)) == .next(missing: 0))
    #expect(timeline.last?.nextNames(1) == [number(502)])
  }

  @Test func timesGoOnAfterMidnightAndNumbersAfterTheLargest() {
    let times = (0..<12).map { "cam_23\($0 < 2 ? "0" : "")\(5 * $0).png" }
    var clock = timeline(times)
    #expect(clock.add("cam_0000.png") == .next(missing: 0))
    #expect(clock.add("cam_0005.png") == .next(missing: 0))
    #expect(clock.last?.count == 14)
    var counter = timeline((9950...9999).map(number))
    #expect(counter.add(number(0)) == .next(missing: 0))
    #expect(counter.add(number(1)) == .next(missing: 0))
    #expect(counter.last?.nextNames(1) == [number(2)])
  }

  @Test func gapsAreCountedInSteps() {
    var timeline = timeline((0..<9).map { "r_20240601_12\($0 < 2 ? "0" : "")\(5 * $0).png" })
    #expect(timeline.add("r_20240601_1310.png") == .next(missing: 5))
    #expect(timeline.step(of: "r_20240601_1310.png") == 14)
    // Not quite in time is no gap.
    #expect(timeline.add("r_20240601_1316.png") == .next(missing: 0))
    #expect(timeline.step(of: "r_20240601_1316.png") == 15)
  }

  @Test func aNumberInTwoWaysIsTakenOnce() {
    var timeline = FrameTimeline("in", pattern: try? FramePattern("f_*%d.png"), limit: 20)
    #expect(timeline.add("f_a7.png") == .next(missing: 0))
    #expect(timeline.add("f_b7.png") == .taken(by: "f_a7.png"))
    #expect(timeline.add("f_a8.png") == .next(missing: 0))
  }

  @Test func namesCanBeTakenAway() {
    var timeline = timeline((1...10).map(number))
    timeline.remove(number(10))
    #expect(timeline.last?.names.last == number(9))
    #expect(timeline.add(number(10)) == .next(missing: 0))
    #expect(timeline.inOrder([11, 9, 12].map(number)) == [9, 11, 12].map(number))
    for value in 1...10 { timeline.remove(number(value)) }
    #expect(timeline.last == nil && timeline.allNames.isEmpty)
  }
}
