import Foreframe
import Foundation

/// A page of HTML that can be read without a network: sentences, tables, charts.
public struct Page {
  private let title: String
  private var body = ""

  public init(_ title: String) { self.title = title }

  /// A paragraph.
  public mutating func say(_ sentence: String) { body += "<p>\(Self.escaped(sentence))</p>\n" }

  /// Text with its line breaks.
  public mutating func quote(_ text: String) { body += "<pre>\(Self.escaped(text))</pre>\n" }

  /// Rows of cells; the first row is the heading.
  public mutating func table(_ rows: [[String]]) {
    body += "<table>\n"
    for (number, row) in rows.enumerated() {
      let tag = number == 0 ? "th" : "td"
      body += "<tr>" + row.map { "<\(tag)>\(Self.escaped($0))</\(tag)>" }.joined() + "</tr>\n"
    }
    body += "</table>\n"
  }

  public mutating func chart(_ chart: Chart) { body += chart.svg + "\n" }

  /// Writes `report.html` into a folder, which is made if it is not there.
  ///
  /// - Returns: the file's path.
  @discardableResult
  public func write(to folder: String) throws -> String {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/report.html"
    try AtomicFile.write(
      """
      <!DOCTYPE html>
      <html lang="en"><meta charset="utf-8"><title>\(Self.escaped(title))</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
      table { border-collapse: collapse } th, td { padding: .2rem .8rem; text-align: right }
      th:first-child, td:first-child { text-align: left } tr { border-bottom: 1px solid #ddd }
      pre { background: #f4f4f4; padding: 1rem; white-space: pre-wrap } svg { width: 100%; height: auto }
      </style>
      <h1>\(Self.escaped(title))</h1>
      \(body)</html>

      """, to: path)
    return path
  }

  /// A line on standard error.
  public static func tell(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  /// A number with so many decimals.
  public static func text(_ value: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f", value)
  }

  /// A number as 1.2e-09.
  public static func scientific(_ value: Double) -> String { String(format: "%.1e", value) }

  static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
  }
}
