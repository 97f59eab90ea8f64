import ForeframeFiles
import Foundation
import ForeframeFrames
import Testing

/// Names that are not one row of frames.
@Suite struct PredictNamesTests {
  private func folder(_ place: Workplace, _ names: [String]) throws -> String {
    let format = FrameFormat(width: 4, height: 4)
    return try place.frames("in", names.map { ($0, Workplace.frame(format, time: 0)) })
  }

  @Test func severalSeriesAreAskedBack() throws {
    let place = try Workplace()
    let input = try folder(
      place, ["C07_1", "C07_2", "C07_3", "C13_1", "C13_2", "C13_3"].map { $0 + ".png" })
    let arguments = ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "1"]
    let outcome = try Command.run(arguments)
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.messages.contains("'C07_%d.png' (3 frames), 'C13_%d.png' (3 frames)"))
    #expect(!FileSystem.exists(place("out")))
    let chosen = try Command.run(arguments + ["--pattern", "C07_%d.png"])
    #expect(chosen.status == 0, "\(chosen)")
    #expect(chosen.lines == [place("out/C07_4.png")])
    #expect(chosen.messages.contains("3 PNGs are left out"))
  }

  @Test func strayPicturesAreNamedAndLeftOut() throws {
    let place = try Workplace()
    let input = try folder(
      place, ["20231231_2350", "20231231_2355", "20240101_0000", "legend"].map { $0 + ".png" })
    let outcome = try Command.run(
      ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "1"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.lines == [place("out/20240101_0005.png")])
    #expect(outcome.messages.contains("warning: 1 PNG is left out"))
    #expect(outcome.messages.contains("'legend.png'"))
  }

  @Test func oneFrameTwiceIsRefused() throws {
    let place = try Workplace()
    let input = try folder(place, ["a.1.png", "a.01.png"])
    let outcome = try Command.run(
      ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "1"])
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.messages.contains("'a.01.png' and 'a.1.png'"))
  }
}
