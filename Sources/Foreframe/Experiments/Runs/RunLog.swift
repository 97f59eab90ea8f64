import ForeframeFiles
import ForeframeFrames
import ForeframeTraining

/// The numbers of a run: JSON lines, a table, TensorBoard events, samples.
final class RunLog<Scores: ValidationScores> {
  private let metrics: MetricsLog
  private let events: TensorBoardLog
  private let folder: RunFolder
  private let caption: SampleCaption

  /// - Parameters:
  ///   - step: the last step of the checkpoint that training goes on from; nil for
  ///     none.
  ///   - caption: what samples show.
  init(_ folder: RunFolder, resumingAfter step: Int?, caption: SampleCaption) throws {
    self.folder = folder
    self.caption = caption
    metrics = try MetricsLog(
      folder: folder.path,
      columns: ["loss", "gradient_norm", "rate", "seconds", "waited"] + Scores.columns,
      resumingAfter: step)
    events = try TensorBoardLog(folder: folder.path, resumingAfter: step)
  }

  /// Adds a step, with what its validation gave.
  ///
  /// - Parameters:
  ///   - seconds: spent in this step.
  ///   - waited: of these, for data.
  func add(_ report: StepReport, seconds: Double, waited: Double, _ scores: Scores?) throws {
    let values: [(name: String, value: Double)] = [
      ("loss", report.loss), ("gradient_norm", report.gradientNorm), ("rate", report.rate),
      ("seconds", seconds), ("waited", waited),
    ]
    try add(training: values, validation: scores?.values ?? [], step: report.step)
  }

  /// Adds a validation that came after its step's line.
  func add(_ scores: Scores, step: Int) throws {
    try add(training: [], validation: scores.values, step: step)
  }

  /// Notes why the run ended before its last step.
  func add(earlyEnd: String, step: Int) throws {
    try metrics.note(step: step, MetricsLog.earlyEnd, earlyEnd)
  }

  private func add(
    training: [(name: String, value: Double)], validation: [(name: String, value: Double)],
    step: Int
  ) throws {
    try metrics.append(step: step, (training + validation).map { ($0.name, JSON($0.value)) })
    try events.add(
      training.map { ("training/\($0.name)", $0.value) }
        + validation.map { ("validation/\($0.name)", $0.value) }, step: step)
  }

  /// Writes a sample.
  func add(_ sample: RunSample, step: Int) throws {
    try AtomicFile.write(caption.text, to: folder.sampleCaption)
    switch sample {
    case .picture(let frame):
      let png = try PNGCodec.encode(frame)
      try AtomicFile.write(png, to: folder.sample(step: step, type: "png"))
      try events.add(
        image: png, tag: "samples", width: frame.format.width, height: frame.format.height,
        channels: frame.format.channels, step: step)
    case .text(let text):
      try AtomicFile.write(text, to: folder.sample(step: step, type: "txt"))
    }
  }

  func synchronize() throws {
    try metrics.synchronize()
    try events.synchronize()
  }
}
