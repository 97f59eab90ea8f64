import ForeframeFiles
import ForeframeFrames
import Mustache

/// A forecast as one page that can be read offline: what was read, how it moves, what is expected, and how
/// the same forecaster would have done on the last frames that are known.
public struct ForecastPage {
  public static let name = "forecast.html"

  /// Everything that the page says.
  public struct Content {
    /// What is forecast, such as the folder's name.
    public var title: String
    /// What was decided and why, in sentences.
    public var words: [String]
    /// The trials of several forecasters; nil: there was no choice.
    public var selection: Selection?
    /// How far ahead frames are.
    public var time: LeadTime

    public init(title: String, words: [String], selection: Selection?, time: LeadTime) {
      self.title = title
      self.words = words
      self.selection = selection
      self.time = time
    }
  }

  private let content: Content
  private let strips: ForecastStrips
  private let arrows: MotionArrows

  /// Makes the pictures: the chosen forecaster forecasts again, now also the last frames that are known,
  /// and as sharp as the last one.
  ///
  /// - Parameters:
  ///   - read: frames that follow each other, at least those that the forecast is made from.
  ///   - inputs: how many of them, the last ones, the forecast is made from.
  ///   - horizon: frames that were predicted.
  ///   - noData: the sample that marks missing pixels, besides transparency.
  /// - Throws: ``ForecastError``, or the device's errors.
  public init(
    _ content: Content, _ forecaster: any Forecaster, read: [Frame], inputs: Int, horizon: Int,
    noData: Int? = nil
  ) throws {
    self.content = content
    strips = try ForecastStrips(
      forecaster, read: read, inputs: inputs, horizon: horizon, noData: noData)
    arrows = try MotionArrows(Array(read.suffix(inputs)), noData: noData)
  }

  /// Writes the page into a folder, which must be there.
  public func write(to folder: String) throws {
    try AtomicFile.write(try text(), to: FileSystem.join(folder, Self.name))
  }

  func text() throws -> String {
    let time = content.time
    let sections: [[String: Any]] = try strips.sections.map { section in
      [
        "title": section.title, "explanation": section.explanation,
        "isPixelated": strips.cellWidth < 100,
        "strips": try section.strips.map { strip in
          [
            "name": strip.name, "address": try strip.picture.address(),
            "width": strip.picture.width * strips.zoom,
            "labels": strip.leads.map { time.text($0) },
          ] as [String: Any]
        },
      ]
    }
    var page: [String: Any] = [
      "title": content.title, "words": content.words, "sections": sections,
      "low": DecimalText.significant(Double(strips.low), 4),
      "high": DecimalText.significant(Double(strips.high), 4),
      "arrows": try arrows.svg(over: strips.background, strips.scale), "version": Version.current,
      "arrowLength": DecimalText.brief(arrows.stretch),
      "arrowWidth": 480,
    ]
    if let selection = content.selection, selection.cutCount > 0 {
      page["table"] = table(selection)
    }
    return try MustacheTemplate(string: Self.template).render(page)
  }

  private func table(_ selection: Selection) -> [String: Any] {
    func percent(_ share: Double?) -> String {
      share.map { $0.isFinite ? DecimalText.fixed(100 * $0, 0) : "more" } ?? "\u{2014}"
    }
    let rows: [[String: Any]] = selection.rows.indices.map { index in
      let row = selection.rows[index]
      return [
        "name": row.name, "isUsed": index == selection.chosen,
        "cells": selection.leads.map { percent(row.errors.ratio($0)) } + [percent(row.score)],
        "verdict": selection.verdict(index),
      ]
    }
    return [
      "heads": selection.leads.map { content.time.text($0) } + ["decides"], "rows": rows,
      "frames": selection.inputs, "cuts": selection.cutCount,
    ]
  }
}
