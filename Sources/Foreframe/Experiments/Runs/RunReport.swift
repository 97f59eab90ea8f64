import ForeframeFiles
import Mustache

/// A run as one page that can be read offline: curves, the last sample strip, the recipe.
///
/// Everything is read from the run's folder, so the page is the same however often the run was
/// interrupted. Scores per lead time come from `evaluate --report`.
public struct RunReport {
  private let folder: RunFolder
  private let recipe: Recipe
  private let lines: [JSON]
  private let configuration: JSON

  /// - Throws: what reading the run's files throws.
  public init(_ folder: RunFolder, _ recipe: Recipe) throws {
    self.folder = folder
    self.recipe = recipe
    lines = try LineFile.lines(FileSystem.join(folder.path, "metrics.jsonl"))
      .map { try JSON(parsing: $0) }
    configuration = try JSON(parsing: try FileSystem.read(folder.configuration))
  }

  /// Writes `report.html`.
  public func write() throws {
    let page = try page()
    try writing { try AtomicFile.write(page, to: folder.report) }
  }

  /// The page.
  func page() throws -> String {
    let charts = [
      StepChart(
        title: "loss of each batch",
        lines: [StepChart.Line(name: "loss", colour: "#1f5fa8", points: points("loss"))]),
      StepChart(
        title: "validation MSE (scale 0 to 1)",
        lines: [
          StepChart.Line(name: "model", colour: "#1f5fa8", points: points("validation_mse")),
          StepChart.Line(
            name: "persistence", colour: "#c26a1b", points: points("persistence_mse")),
        ]),
      StepChart(
        title: "learning rate",
        lines: [StepChart.Line(name: "rate", colour: "#1f5fa8", points: points("rate"))]),
      StepChart(
        title: "gradient norm before clipping",
        lines: [
          StepChart.Line(name: "norm", colour: "#1f5fa8", points: points("gradient_norm"))
        ]),
    ]
    let strip = try lastStrip()
    let content: [String: Any] = [
      "title": "Training run \(recipe.name)", "headline": headline,
      "charts": charts.compactMap { chart in
        chart.svg.map { ["svg": $0, "legend": chart.legend] }
      },
      "strip": strip.map { [["step": "\($0.step)", "address": $0.address]] } ?? [],
      "facts": facts, "recipe": recipe.json.text(pretty: true), "version": Version.current,
    ]
    return try MustacheTemplate(string: Self.template).render(content)
  }

  /// "After 2000 steps: ..."
  private var headline: String {
    let steps = lines.compactMap { $0["step"]?.int }.max() ?? 0
    let validations = lines.filter { $0["validation_mse"] != nil }
    guard
      let best = validations.min(by: {
        ($0["validation_mse"]?.double ?? .infinity) < ($1["validation_mse"]?.double ?? .infinity)
      }), let step = best["step"]?.int, let mse = best["validation_mse"]?.double,
      let persistence = best["persistence_mse"]?.double
    else { return "\(steps) steps, not validated yet" }
    let skill =
      persistence > 0
      ? ", \(DecimalText.fixed(100 * (1 - mse / persistence), 1)) % below persistence's" : ""
    return "Best validation MSE \(DecimalText.significant(mse)) at step \(step)\(skill) "
      + "(\(DecimalText.significant(persistence))); \(steps) steps done."
  }

  private func points(_ name: String) -> [(step: Int, value: Double)] {
    lines.compactMap { line in
      guard let step = line["step"]?.int, let value = line[name]?.double else { return nil }
      return (step, value)
    }
  }

  private var facts: [[String: String]] {
    let seconds = lines.reduce(0) { $0 + ($1["seconds"]?.double ?? 0) }
    let waited = lines.reduce(0) { $0 + ($1["waited"]?.double ?? 0) }
    var facts = [
      ("time in steps", "\(DecimalText.fixed(seconds, 1)) s"),
      ("of this, waiting for data", "\(DecimalText.fixed(waited, 1)) s"),
    ]
    for (key, value) in configuration["run"]?.object ?? JSONObject() {
      facts.append(
        (key.split(separator: "_").joined(separator: " "), value.string ?? value.text()))
    }
    return facts.map { ["key": $0.0, "value": $0.1] }
  }

  private func lastStrip() throws -> (step: Int, address: String)? {
    guard FileSystem.isDirectory(folder.samples),
      let name = try FileSystem.list(folder.samples).last(where: { $0.hasPrefix("step_") }),
      let step = Int(FileSystem.stem(name).dropFirst("step_".count))
    else { return nil }
    let bytes = try FileSystem.read(FileSystem.join(folder.samples, name))
    return (step, "data:image/png;base64," + Base64.encode(bytes))
  }
}
