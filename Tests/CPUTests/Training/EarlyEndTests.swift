import Foreframe
import ForeframeFiles
import ForeframeTraining
import Testing

/// A run whose validations stop improving ends, and says so wherever one looks.
@Suite struct EarlyEndTests {
  @Test func theLogAndTheReportSayIt() throws {
    let folder = try FileSystem.makeTemporaryDirectory("foreframe-early")
    defer { try? FileSystem.removeTree(folder) }
    let place = FileSystem.join(folder, "run")
    var experiment = SeriesExperiment()
    experiment.plan.steps = 100
    experiment.plan.peakRate = 1e-30
    experiment.plan.patience = 2
    // The first validation counts; the two after it are no better.
    let words =
      "stopped early after step 12 of 100: none of the last 2 validations was better than that at "
      + "step 4"
    // A run holds its folder as long as it exists.
    do {
      let run = try TaskRunTests.run(place, .fresh, experiment)
      #expect(run.earlyEnd == nil)
      #expect(try run.run() == .exhausted)
      #expect(run.earlyEnd == words)
      try RunReport(run.folder, experiment).write()
    }
    func notes() throws -> [String] {
      try LineFile.lines(FileSystem.join(place, "metrics.jsonl")).compactMap {
        try JSON(parsing: $0)["early_end"]?.string
      }
    }
    #expect(try notes() == [words])
    #expect(try LineFile.lines(FileSystem.join(place, "metrics.csv")).count == 13)
    #expect(try FileSystem.readText(RunFolder(place).report).contains("The run \(words)."))

    // Going on with it ends it at once, and it is said once.
    let again = try TaskRunTests.run(place, .resuming, experiment)
    #expect(try again.run() == .exhausted)
    #expect(again.earlyEnd == words)
    #expect(try notes() == [words])
  }

  @Test func aRunThatReachesItsLastStepSaysNothing() throws {
    let folder = try FileSystem.makeTemporaryDirectory("foreframe-early")
    defer { try? FileSystem.removeTree(folder) }
    var experiment = SeriesExperiment()
    experiment.plan.peakRate = 1e-30
    experiment.plan.patience = 2
    let run = try TaskRunTests.run(FileSystem.join(folder, "run"), .fresh, experiment)
    #expect(try run.run() == .finished)
    #expect(run.earlyEnd == nil)
    try RunReport(run.folder, experiment).write()
    #expect(try !FileSystem.readText(run.folder.report).contains("stopped early"))
  }
}
