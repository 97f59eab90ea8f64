import ForeframeFiles

/// Curves over training steps as an SVG element within a page.
struct StepChart {
  struct Line {
    var name: String
    var colour: String
    /// Step and value, in the order of steps.
    var points: [(step: Int, value: Double)]
  }

  var title: String
  var lines: [Line]

  private static let width = 540.0
  private static let height = 260.0
  private static let left = 64.0, right = 14.0, top = 34.0, bottom = 36.0
  /// So few points are shown as dots, too.
  private static let mostDots = 30
  /// More points than this are joined to means.
  private static let mostPoints = 400

  /// The element; nil if there is nothing to show.
  var svg: String? {
    let shown = lines.map { line in
      Line(name: line.name, colour: line.colour, points: Self.thinned(line.points))
    }
    let values = shown.flatMap { $0.points.map(\.value) }.filter(\.isFinite)
    guard let last = shown.flatMap({ $0.points.map(\.step) }).max(), let top = values.max(),
      let bottom = values.min()
    else { return nil }
    let low = min(bottom, 0)
    let step = LineChart.niceStep(max(top - low, 1e-9) / 4)
    let high = ((top / step).rounded(.up) * step)
    func x(_ number: Int) -> Double {
      Self.left + (Self.width - Self.left - Self.right) * Double(number) / Double(max(last, 1))
    }
    func y(_ value: Double) -> Double {
      let share = (value - low) / max(high - low, 1e-12)
      return Self.height - Self.bottom - (Self.height - Self.top - Self.bottom) * share
    }
    var parts = [
      "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" "
        + "aria-label=\"\(LineChart.escaped(title))\">",
      text(Self.left, 16, "start", title),
    ]
    var tick = (low / step).rounded(.up) * step
    while tick <= high + step / 2 {
      let line = Self.number(y(tick))
      parts.append(
        "<line class=\"grid\" x1=\"\(Self.number(Self.left))\" "
          + "x2=\"\(Self.number(Self.width - Self.right))\" y1=\"\(line)\" y2=\"\(line)\"/>")
      let label = abs(tick) < step / 2 ? "0" : DecimalText.significant(tick, 3)
      parts.append(text(Self.left - 6, y(tick) + 4, "end", label))
      tick += step
    }
    for quarter in 0...4 {
      let number = last * quarter / 4
      parts.append(text(x(number), Self.height - 20, "middle", "\(number)"))
    }
    parts.append(text((Self.left + Self.width) / 2, Self.height - 5, "middle", "step"))
    for line in shown {
      let path = line.points.filter { $0.value.isFinite }
        .map { "\(Self.number(x($0.step))),\(Self.number(y($0.value)))" }
        .joined(separator: " ")
      parts.append("<polyline fill=\"none\" stroke=\"\(line.colour)\" points=\"\(path)\"/>")
      // A line through one point is invisible.
      if line.points.count <= Self.mostDots {
        parts += line.points.filter { $0.value.isFinite }.map {
          "<circle cx=\"\(Self.number(x($0.step)))\" cy=\"\(Self.number(y($0.value)))\" r=\"3\" "
            + "fill=\"\(line.colour)\"/>"
        }
      }
    }
    parts.append("</svg>")
    return parts.joined(separator: "\n")
  }

  /// What the colours mean.
  var legend: String {
    lines.map {
      "<span class=\"key\"><i style=\"background: \($0.colour)\"></i>"
        + "\(LineChart.escaped($0.name))</span>"
    }.joined(separator: " ")
  }

  private func text(_ x: Double, _ y: Double, _ anchor: String, _ content: String) -> String {
    "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" text-anchor=\"\(anchor)\">"
      + "\(LineChart.escaped(content))</text>"
  }

  private static func thinned(
    _ points: [(step: Int, value: Double)]
  ) -> [(step: Int, value: Double)] {
    let size = (points.count + mostPoints - 1) / mostPoints
    guard size > 1 else { return points }
    return stride(from: 0, to: points.count, by: size).map { start in
      let part = points[start..<min(start + size, points.count)]
      return (
        part[start + part.count / 2].step,
        part.reduce(0) { $0 + $1.value } / Double(part.count)
      )
    }
  }

  private static func number(_ value: Double) -> String { DecimalText.fixed(value, 1) }
}
