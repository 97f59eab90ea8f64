import ForeframeFiles
import ForeframeFrames
import ForeframeTraining

/// The numbers of a run: JSON lines, a table, TensorBoard events, strips.
final class RunLog {
  private let metrics: MetricsLog
  private let events: TensorBoardLog
  private let folder: RunFolder

  private static let columns = [
    "loss", "gradient_norm", "rate", "seconds", "waited", "validation_mse", "validation_mae",
    "persistence_mse", "skill",
  ]

  /// - Parameter step: the last step of the checkpoint that training goes on from; nil for none.
  init(_ folder: RunFolder, resumingAfter step: Int?) throws {
    self.folder = folder
    metrics = try MetricsLog(folder: folder.path, columns: Self.columns, resumingAfter: step)
    events = try TensorBoardLog(folder: folder.path, resumingAfter: step)
  }

  /// Adds a step, with what its validation gave.
  ///
  /// - Parameters:
  ///   - seconds: spent in this step.
  ///   - waited: of these, for data.
  func add(
    _ report: Trainer.StepReport, seconds: Double, waited: Double, _ scores: ValidationScores?
  ) throws {
    var values: [(name: String, value: Double)] = [
      ("loss", report.loss), ("gradient_norm", report.gradientNorm), ("rate", report.rate),
      ("seconds", seconds), ("waited", waited),
    ]
    if let scores { values += Self.values(scores) }
    try add(values, step: report.step)
  }

  /// Adds a validation that came after its step's line.
  func add(_ scores: ValidationScores, step: Int) throws {
    try add(Self.values(scores), step: step)
  }

  private static func values(_ scores: ValidationScores) -> [(name: String, value: Double)] {
    [
      ("validation_mse", scores.mse), ("validation_mae", scores.mae),
      ("persistence_mse", scores.persistenceMSE),
    ] + (scores.skill.map { [("skill", $0)] } ?? [])
  }

  private func add(_ values: [(name: String, value: Double)], step: Int) throws {
    try metrics.append(step: step, values.map { ($0.name, JSON($0.value)) })
    try events.add(values.map { (Self.tag($0.name), $0.value) }, step: step)
  }

  /// Writes sample strips.
  func add(_ result: Validator.Result, inputs: Int, step: Int) throws {
    let frame = SampleStrip.frame(
      result.batch, forecast: result.forecast, inputs: inputs, cases: 3)
    let png = try PNGCodec.encode(frame)
    let digits = String(step)
    let zeros = String(repeating: "0", count: max(0, 7 - digits.count))
    try AtomicFile.write(
      png, to: FileSystem.join(folder.samples, "step_\(zeros)\(digits).png"))
    try events.add(
      image: png, tag: "samples", width: frame.format.width, height: frame.format.height,
      channels: frame.format.channels, step: step)
  }

  func synchronize() throws {
    try metrics.synchronize()
    try events.synchronize()
  }

  private static func tag(_ name: String) -> String {
    switch name {
    case "validation_mse", "validation_mae", "persistence_mse", "skill": "validation/\(name)"
    default: "training/\(name)"
    }
  }
}
