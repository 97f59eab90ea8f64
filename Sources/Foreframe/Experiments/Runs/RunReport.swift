import ForeframeFiles
import Mustache

/// A run as one page that can be read offline: curves, the last sample, the configuration.
///
/// Everything is read from the run's folder, so the page is the same however often the run was
/// interrupted. Scores per lead time come from `evaluate --report`.
public struct RunReport<Subject: Experiment> {
  private let folder: RunFolder
  private let experiment: Subject
  private let metrics: RunMetrics
  private let configuration: JSON

  /// - Throws: what reading the run's files throws.
  public init(_ folder: RunFolder, _ experiment: Subject) throws {
    self.folder = folder
    self.experiment = experiment
    metrics = try RunMetrics(
      path: FileSystem.join(folder.path, "metrics.jsonl"), criterion: Subject.Scores.criterion,
      names: ["loss", "rate", "gradient_norm"]
        + Subject.Scores.charts.flatMap { $0.lines.map(\.score) })
    configuration = try JSON(parsing: try FileSystem.read(folder.configuration))
  }

  /// Writes `report.html`.
  public func write() throws {
    let page = try page()
    try writing { try AtomicFile.write(page, to: folder.report) }
  }

  /// The page.
  func page() throws -> String {
    let charts =
      [chart("loss of each batch", [("loss", "loss")])]
      + Subject.Scores.charts.map { chart(scored($0.title), $0.lines) }
      + [
        chart("learning rate", [("rate", "rate")]),
        chart("gradient norm before clipping", [("norm", "gradient_norm")]),
      ]
    let picture = try lastPicture()
    let content: [String: Any] = [
      "title": "Training run \(experiment.name)", "headline": headline,
      "charts": charts.compactMap { chart in
        chart.svg.map { ["svg": $0, "legend": chart.legend] }
      },
      "picture": picture.map {
        [
          [
            "title": scored("validation cases").capitalisedFirst + " at step \($0.step)",
            "address": $0.address,
            "contents": experiment.sampleCaption.contents,
            "explanation": experiment.sampleCaption.explanation,
          ]
        ]
      } ?? [],
      "facts": facts, "recipe": experiment.configuration.text(pretty: true),
      "version": Version.current,
    ]
    return try MustacheTemplate(string: RunReportTemplate.text).render(content)
  }

  /// "Best validation ... at step 1750; 2000 steps done."
  private var headline: String {
    let steps = metrics.lastStep
    guard let best = metrics.best, let step = best["step"]?.int else {
      return "\(steps) steps, not validated yet"
    }
    return scored(Subject.Scores.headline(step: step) { best[$0]?.double })
      + "; \(steps) steps done."
      + (metrics.earlyEnd.map { " The run \($0)." } ?? "")
      + (experiment.scoresTrainingData
        ? " Nothing could be held out: these are scores of training windows." : "")
  }

  /// Scores of training windows are not called validation.
  private func scored(_ text: String) -> String {
    experiment.scoresTrainingData ? text.replacing("validation", with: "training-window") : text
  }

  private static var colours: [String] { ["#1f5fa8", "#c26a1b", "#2f8f5b", "#8a4fa8"] }

  private func chart(_ title: String, _ lines: [(name: String, score: String)]) -> StepChart {
    StepChart(
      title: title,
      lines: lines.enumerated().map { index, line in
        StepChart.Line(
          name: line.name, colour: Self.colours[index % Self.colours.count],
          points: metrics.points(line.score))
      })
  }

  private var facts: [[String: String]] {
    var facts = [
      ("time in steps", "\(DecimalText.fixed(metrics.seconds, 1)) s"),
      ("of this, waiting for data", "\(DecimalText.fixed(metrics.waited, 1)) s"),
    ]
    for (key, value) in configuration["run"]?.object ?? JSONObject() {
      facts.append(
        (key.split(separator: "_").joined(separator: " "), value.string ?? value.text()))
    }
    return facts.map { ["key": $0.0, "value": $0.1] }
  }

  private func lastPicture() throws -> (step: Int, address: String)? {
    guard FileSystem.isDirectory(folder.samples),
      let name = try FileSystem.list(folder.samples).last(where: {
        $0.hasPrefix("step_") && $0.hasSuffix(".png")
      }),
      let step = Int(FileSystem.stem(name).dropFirst("step_".count))
    else { return nil }
    let bytes = try FileSystem.read(FileSystem.join(folder.samples, name))
    return (step, "data:image/png;base64," + Base64.encode(bytes))
  }
}
