import ForeframeCPUBackend
import Foreframe
import Testing

/// What the model in `Models/` promises, on the sequences in `Datasets/` that it never saw.
@Suite struct BundledModelTests {
  @Test func beatsPersistenceAtEveryLeadTime() throws {
    let network = try NetworkForecaster(Bundled.model, on: try CPUBackend())
    let evaluation = try Evaluation(Bundled.digits, network)
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
}

/// Files of the repository.
enum Bundled {
  static let root = String(
    #filePath.prefix(#filePath.count - "/Tests/CPUTests/BundledModelTests.swift".count))
  static let model = root + "/Models/moving-digits.safetensors"
  static let digits = root + "/Datasets/moving-digits"
}
