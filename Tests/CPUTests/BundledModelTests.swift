import ForeframeCPUBackend
import Foreframe
import ForeframeTraining
import Foundation
import Testing

/// What the model in `Models/` promises, on the sequences in `Datasets/` that it never saw.
@Suite struct BundledModelTests {
  @Test func beatsPersistenceAtEveryLeadTime() throws {
    let network = try NetworkForecaster(Bundled.model, on: try CPUBackend())
    var options = EvaluationOptions()
    options.baselines = []
    let evaluation = try Evaluation(Bundled.digits, network, options: options)
    let report = try evaluation.run().report
    #expect(report.caseCount == 16)
    #expect(report.leads.count == 10)
    for row in report.leads {
      let error = try #require(row.model.mse)
      let reference = try #require(row.reference.mse)
      #expect(error < reference, "lead \(String(describing: row.lead))")
    }
    let total = try #require(report.total.model.mse)
    #expect(try total * 2 < #require(report.total.reference.mse))
  }

  /// `FOREFRAME_RECORD=1` writes it into the file; the weights stay as they are.
  @Test func saysWhatItsFramesWere() throws {
    let recipe = try Recipe.read(Bundled.root + "/Configs/moving-digits.yaml")
    let frames = try TrainingData.open(recipe).frames
    var file = try ModelFile.read(Bundled.model)
    if ProcessInfo.processInfo.environment["FOREFRAME_RECORD"] == "1" {
      file.notes.removeAll { $0.key == "frames" }
      file.notes.append(("frames", frames.json.text()))
      try file.write(to: Bundled.model)
    }
    let kept = try #require(FramesProvenance(file))
    #expect(kept.stored == frames.stored && kept.channels == 1 && kept.reduced == nil)
    let (a, b) = (try #require(kept.content), try #require(frames.content))
    #expect(a.low == b.low && a.high == b.high)
    #expect(abs((a.change ?? 0) - (b.change ?? 1)) < 1e-6)
  }
}

/// Files of the repository.
enum Bundled {
  static let root = String(
    #filePath.prefix(#filePath.count - "/Tests/CPUTests/BundledModelTests.swift".count))
  static let model = root + "/Models/moving-digits.safetensors"
  static let digits = root + "/Datasets/moving-digits"
}
