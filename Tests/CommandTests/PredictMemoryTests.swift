import ForeframeFiles
import ForeframeFrames
import Testing

/// `predict --memory`.
@Suite struct PredictMemoryTests {
  @Test func whatDoesNotFitIsRefused() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 4, format: FrameFormat(width: 24, height: 24))
    let arguments = ["predict", input, "-o", place("out"), "-n", "2"]
    let refused = try Command.run(arguments + ["-m", "damped", "--memory", "10K"])
    #expect(refused.status == 69, "\(refused)")
    #expect(refused.messages.contains("damped needs about"))
    #expect(refused.messages.contains("10240 bytes are allowed; "))
    #expect(!FileSystem.exists(place("out")))
    // The choice makes do with what fits.
    let chosen = try Command.run(arguments + ["--memory", "10k", "--json"])
    #expect(chosen.status == 0, "\(chosen)")
    #expect(chosen.json["model"]?.string == "persistence")
    #expect(chosen.messages.contains("needs about"))
    for wrong in ["much", "-1", "0", "1X", "1e3G", "."] {
      #expect(try Command.run(arguments + ["--memory=\(wrong)"]).status == 64, "\(wrong)")
    }
    let enough = try Command.run(arguments + ["-m", "damped", "--memory", "0.5GiB", "--overwrite"])
    #expect(enough.status == 0, "\(enough)")
  }
}
