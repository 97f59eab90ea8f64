import Foundation

/// Lines in a system of axes, as SVG.
public struct Chart {
  /// One line; a point that is not finite leaves a gap.
  public struct Line {
    let name: String
    let points: [(x: Double, y: Double)]
    let colour: String

    public init(_ name: String, _ points: [(x: Double, y: Double)], colour: String) {
      self.name = name
      self.points = points
      self.colour = colour
    }
  }

  private let title: String
  private let axis: String
  private let lines: [Line]
  /// Whether the axis upwards counts powers of ten.
  private let isLogarithmic: Bool

  private static let size = (width: 720.0, height: 320.0)
  private static let frame = (left: 70.0, right: 12.0, top: 44.0, bottom: 36.0)

  public init(_ title: String, axis: String, _ lines: [Line], isLogarithmic: Bool = false) {
    self.title = title
    self.axis = axis
    self.isLogarithmic = isLogarithmic
    self.lines = lines.map { line in
      Line(
        line.name,
        line.points.compactMap { point in
          let y = isLogarithmic ? log10(point.y) : point.y
          return y.isFinite ? (point.x, y) : nil
        }, colour: line.colour)
    }
  }

  /// The element; nothing but the title if there is no point.
  public var svg: String {
    let all = lines.flatMap(\.points)
    let (width, height) = Self.size
    let (left, right, top, bottom) = Self.frame
    var parts = ["<svg viewBox=\"0 0 \(Int(width)) \(Int(height))\" role=\"img\">"]
    parts.append(text(left, 16, "start", title))
    guard let low = all.map(\.y).min(), let high = all.map(\.y).max(),
      let first = all.map(\.x).min(), let last = all.map(\.x).max()
    else { return (parts + ["</svg>"]).joined() }
    let (spanX, spanY) = (max(last - first, 1e-9), max(high - low, 1e-9))
    func x(_ value: Double) -> Double { left + (width - left - right) * (value - first) / spanX }
    func y(_ value: Double) -> Double { top + (height - top - bottom) * (high - value) / spanY }
    for tick in 0...4 {
      let value = low + spanY * Double(tick) / 4
      parts.append(
        "<line x1=\"\(left)\" x2=\"\(width - right)\" y1=\"\(Page.text(y(value), 1))\" "
          + "y2=\"\(Page.text(y(value), 1))\" stroke=\"#ddd\"/>")
      let label = isLogarithmic ? "1e\(Page.text(value, 1))" : String(format: "%.4g", value)
      parts.append(text(left - 6, y(value) + 4, "end", label))
      let place = first + spanX * Double(tick) / 4
      parts.append(text(x(place), height - 18, "middle", String(format: "%.4g", place)))
    }
    parts.append(text((left + width) / 2, height - 4, "middle", axis))
    for (number, line) in lines.enumerated() {
      let points = line.points.map { "\(Page.text(x($0.x), 1)),\(Page.text(y($0.y), 1))" }
      parts.append(
        "<polyline fill=\"none\" stroke=\"\(line.colour)\" stroke-width=\"1.6\" points=\""
          + points.joined(separator: " ") + "\"/>")
      let place = left + Double(number) * (width - left) / Double(lines.count)
      parts.append(text(place, 34, "start", "— " + line.name, line.colour))
    }
    return (parts + ["</svg>"]).joined(separator: "\n")
  }

  private func text(
    _ x: Double, _ y: Double, _ anchor: String, _ content: String, _ colour: String = "#333"
  ) -> String {
    "<text x=\"\(Page.text(x, 1))\" y=\"\(Page.text(y, 1))\" text-anchor=\"\(anchor)\" "
      + "font-size=\"12\" fill=\"\(colour)\">\(Page.escaped(content))</text>"
  }
}
