import ForeframeFiles
import ForeframeFrames
import Testing

/// `predict --memory`, and what a long forecast takes.
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

  #if canImport(Glibc)
    /// The most kilobytes that a command has taken, looked at while it runs.
    private func peak(_ arguments: [String]) throws -> Int {
      let outcome = try Command.shell(
        """
        "$0" "$@" >/dev/null &
        while line=$(grep VmHWM /proc/$!/status); do peak=$line; sleep 0.02; done
        wait $! && echo $peak
        """, arguments)
      #expect(outcome.status == 0, "\(outcome)")
      return try #require(
        outcome.output.split(separator: " ").compactMap { Int($0) }.first, "\(outcome)")
    }

    /// Of a lead nothing stays but its name: a displacement of each would be 8 MB for a thousand leads.
    @Test(arguments: ["persistence", "motion", "damped", "sharp", "cautious"])
    func longForecastsTakeNoMoreMemory(_ model: String) throws {
      let place = try Workplace()
      let input = try place.sequence(count: 6, format: FrameFormat(width: 32, height: 32))
      let peaks = try [500, 4000].map {
        try peak(["predict", input, "-m", model, "-o", place("out\($0)"), "-n", "\($0)"])
      }
      #expect(peaks[1] - peaks[0] < 8 << 10, "\(peaks) KiB")
    }
  #endif
}
