import ForeframeFiles
import Foreframe
import Foundation
import Testing
import ForeframeTraining

/// Stopping and going on: nothing is lost, nothing is different.
@Suite(.serialized) struct TrainResumeTests {
  @Test func oneSeedGivesTheSameBytes() throws {
    let folder = try TrainFolder()
    #expect(try folder.train("a").status == 0)
    #expect(try folder.train("b").status == 0)
    #expect(try folder.agree("a", "b"))
    #expect(try folder.train("c", "--seed", "2").status == 0)
    #expect(try !folder.agree("a", "c"))
  }

  /// Ten steps are five steps, kill -9, five steps.
  @Test func resumeAfterAKillGivesTheSameBytes() throws {
    let folder = try TrainFolder(TrainFolder.slow)
    #expect(try folder.train("whole").status == 0)
    let process = try folder.start("parts")
    // The checkpoint of step 5 is written before line 6.
    #expect(process.waits { folder.lines("parts") >= 6 })
    process.send(SIGKILL)
    #expect(process.wait() == -SIGKILL)
    #expect(try folder.step("parts") == 5)
    #expect(try folder.train("parts", "--resume").status == 0)
    #expect(try folder.step("parts") == 10)
    #expect(try folder.agree("whole", "parts"))
    let numbers = try LineFile.lines(folder("parts/metrics.jsonl")).map {
      try JSON(parsing: $0)["step"]?.int
    }
    #expect(numbers == Array(1...10))
  }

  @Test func anInterruptionSavesAndExits75() throws {
    let folder = try TrainFolder(TrainFolder.slow)
    #expect(try folder.train("whole").status == 0)
    for (run, signal) in [("parts", SIGINT), ("others", SIGTERM)] {
      let process = try folder.start(run)
      #expect(process.waits { folder.lines(run) >= 2 })
      process.send(signal)
      #expect(process.wait() == 75)
      #expect(process.words.contains("--resume"))
      let step = try folder.step(run)
      #expect(step >= 2 && step < 10)
      #expect(folder.lines(run) == step)
      // The recipe is taken from the run.
      #expect(try TrainProcess.run(["-o", folder(run), "--resume"], in: folder.path).status == 0)
      #expect(try folder.agree("whole", run))
    }
  }

  @Test func aSecondSignalStopsAtOnce() throws {
    let folder = try TrainFolder(TrainFolder.slow)
    let process = try folder.start("run", "--steps", "1000000", "--set", "training.save_every=1000")
    #expect(process.waits { folder.lines("run") >= 1 })
    // Both arrive within one step.
    for signal in [SIGSTOP, SIGINT, SIGTERM, SIGCONT] { process.send(signal) }
    let status = process.wait()
    #expect(status == -SIGINT || status == -SIGTERM)
    #expect(try folder.step("run") == 0)
  }

  @Test func checkpointsSurviveKillsAtRandomMoments() throws {
    let folder = try TrainFolder()
    var random = SeededRandom(seed: UInt64(getpid()))
    let begin = ContinuousClock.now
    let process = try folder.start("run", "--steps", "1000000")
    #expect(process.waits { folder.lines("run") >= 1 })
    // On a busy machine the kills come later, or none would meet a step.
    let startUp = Int(begin.duration(to: .now) / .microseconds(1))
    process.send(SIGKILL)
    _ = process.wait()
    var before = try folder.step("run")
    for _ in 0..<20 {
      let process = try folder.start("run", "--steps", "1000000", "--resume")
      usleep(UInt32(20_000 + random.below(150_000 + startUp)))
      process.send(SIGKILL)
      #expect(process.wait() == -SIGKILL, "\(process.words)")
      let step = try folder.step("run")
      #expect(step >= before)
      before = step
      if FileSystem.exists(folder.folder("run").best) {
        _ = try ModelFile.read(folder.folder("run").best)
      }
    }
    #expect(before > 0)
    // No half-written files stay once a run has started again.
    let last = try folder.start("run", "--steps", "1000000", "--resume")
    #expect(last.waits { folder.lines("run") > before })
    last.send(SIGINT)
    #expect(last.wait() == 75)
    let names = try FileSystem.list(folder.folder("run").checkpoints)
    #expect(names == ["best.safetensors", "last.safetensors"])
  }

  @Test func anotherConfigurationIsRefused() throws {
    let folder = try TrainFolder()
    #expect(try folder.train("run").status == 0)
    let bytes = try FileSystem.read(folder.folder("run").last)
    for (setting, key) in [
      ("training.rate=2e-2", "training.rate was 0.01 and is now 0.02"),
      ("model.layers.0.channels=5", "model.layers.0.channels was 4 and is now 5"),
      ("training.clip_norm=1", "training.clip_norm was not given and is now 1"),
    ] {
      let (status, words) = try folder.train("run", "--resume", "--set", setting)
      #expect(status == 78)
      #expect(words.contains(key), "\(words)")
    }
    #expect(try FileSystem.read(folder.folder("run").last) == bytes)
    let (status, words) = try folder.train("nothing", "--resume")
    #expect(status == 66)
    #expect(words.contains("no checkpoint"))
  }
}
