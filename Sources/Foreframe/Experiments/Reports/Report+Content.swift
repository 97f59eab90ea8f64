import ForeframeFiles
import ForeframeFrames
import ForeframeTraining

extension Report {
  /// What the template shows.
  func content() throws -> [String: Any] {
    [
      "title": "\(modelName) on \(FileSystem.split(result.data.path).name)",
      "headline": headline,
      "summary": summary,
      "words": SkillWords(result).sentences.map { $0.capitalisedFirst + "." },
      "pixels": result.table.pixels.words(result.report.options.convention.missing)
        .capitalisedFirst + ".",
      "totals": totals,
      "intervals": intervals,
      "differences": differences,
      "legend": LineChart.legend(charts[0].lines),
      "charts": charts.compactMap(\.svg),
      "tables": tables,
      "rule": CaseChoice.rule,
      "low": text(sample(scale.low)), "high": text(sample(scale.high)),
      "difference": text(sampleDistance(scale.difference)),
      "pictures": try pictures.map(pictureContent),
      "facts": facts.map { ["key": $0.0, "value": $0.1] },
      "version": Version.current,
    ]
  }

  private var summary: String {
    let data = result.data
    let cadence = data.cadence == "1 frame" ? nil : data.cadence
    return "\(result.inputs) frames in, \(result.horizon) out; \(data.sequences) "
      + "sequence\(data.sequences == 1 ? "" : "s"), part '\(data.split)', \(data.size) pixels"
      + (cadence.map { ", one frame every \($0)" } ?? "") + "."
  }

  /// What the small numbers in the tables are.
  private var intervals: String {
    result.table.groups > 1
      ? "Small: 95 % bootstrap intervals, \(result.report.options.resamples) samples of "
        + "\(result.table.groups) \(result.blocks.words). The best value is bold."
      : "There are no intervals: the cases are of fewer than two \(result.blocks.words). The best "
        + "value is bold."
  }

  private static let panelWidth = 96

  private func text(_ number: Float) -> String { DecimalText.brief(Double(number)) }

  private func pictureContent(_ one: CasePictures) throws -> [String: Any] {
    // All panels are equally wide; by whole factors, pixels stay square.
    let zoom = Double(Self.panelWidth) / Double(one.cellWidth)
    let isWhole = Self.panelWidth % one.cellWidth == 0
    func strip(_ name: String, _ picture: Picture, _ labels: [String]) throws -> [String: Any] {
      [
        "name": name, "address": try picture.address(),
        "width": Int(Double(picture.width) * zoom), "labels": labels,
      ]
    }
    let leads = one.leads.map(leadTime.text)
    let none = [String]()
    return [
      "title": one.choice.title, "name": one.name,
      "score": DecimalText.fixed(one.choice.score, 3),
      "strips": try [
        strip(
          "inputs", one.inputs(scale), one.inputNumbers.map { leadTime.text($0 - result.inputs) }),
        strip("truth", one.truth(scale), leads),
        strip("prediction", one.prediction(scale), none),
      ]
        + result.references.enumerated().map {
          try strip($0.element, one.reference($0.offset, scale), none)
        } + [strip("difference", one.difference(scale), none)],
      "animation": try one.animation(scale, frameTime: frameTime),
      "animationWidth": Int(Double(3 * one.cellWidth + 6) * zoom), "isPixelated": isWhole,
    ]
  }

  private var facts: [(String, String)] {
    let data = result.data
    var facts = [
      ("model", result.model), ("data", "\(data.path), part '\(data.split)'"),
      ("data fingerprint", data.fingerprint),
      ("frames", "\(data.frames) of \(data.format)"),
      ("scale", "samples \(text(data.minimum)) to \(text(data.maximum)) are 0 to 1"),
      ("cases", "\(result.report.caseCount), one every \(data.stride) frames"),
      (
        "convention",
        "\(result.report.options.convention.name.rawValue): "
          + result.report.options.convention.rules.joined(separator: "; ")
      ),
      ("command", provenance.commandLine),
      ("device", provenance.device.map { "\($0.name); \($0.reason)" } ?? "none needed"),
      ("bootstrap seed", "\(provenance.seed)"), ("version", "Foreframe \(Version.current)"),
      ("system", provenance.system), ("time", provenance.time),
      ("evaluated in", DecimalText.fixed(result.seconds, 1) + " s"),
    ]
    for (key, value) in notes.object ?? JSONObject() {
      facts.append(("model: \(key)", value.string ?? value.text()))
    }
    return facts
  }
}
