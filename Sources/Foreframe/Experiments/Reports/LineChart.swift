/// Curves over lead time as an SVG element within a page.
struct LineChart {
  struct Line {
    var name: String
    /// By lead time; nil where there is no score.
    var values: [Double?]
    var isReference: Bool
  }

  var title: String
  /// "lower is better"
  var hint: String
  var lines: [Line]
  /// What is counted along the lower axis.
  var axis = "lead time"
  /// Whether the axis begins at zero.
  var includesZero: Bool

  private static let width = 360.0
  private static let height = 220.0
  private static let left = 56.0, right = 12.0, top = 34.0, bottom = 36.0
  private static let colours = [
    "#2f74c0", "#c26a1b", "#7b8494", "#2f8f5b", "#8a4fa8", "#b23a48", "#3aa0a8", "#9a7b2f",
  ]

  /// The element; nil if no line has a value.
  var svg: String? {
    let all = lines.flatMap { $0.values.compactMap(\.self) }.filter(\.isFinite)
    guard var low = all.min(), var high = all.max() else { return nil }
    if includesZero { low = min(low, 0) }
    if high <= low { high = low + max(abs(low) * 0.1, 1e-6) }
    let step = Self.niceStep((high - low) / 4)
    low = (low / step).rounded(.down) * step
    high = (high / step).rounded(.up) * step
    let count = lines.map(\.values.count).max() ?? 1

    func x(_ index: Int) -> Double {
      let span = Self.width - Self.left - Self.right
      return Self.left + (count > 1 ? span * Double(index) / Double(count - 1) : span / 2)
    }
    func y(_ value: Double) -> Double {
      Self.top + (Self.height - Self.top - Self.bottom) * (high - value) / (high - low)
    }
    var parts = [
      "<svg class=\"chart\" viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" "
        + "aria-label=\"\(Self.escaped(title))\">",
      text(Self.left, 16, "start", "title", title),
      text(Self.width - Self.right, 16, "end", "hint", hint),
    ]
    var tick = low
    while tick <= high + step / 2 {
      let height = Self.number(y(tick))
      parts.append(
        "<line class=\"grid\" x1=\"\(Self.number(Self.left))\" "
          + "x2=\"\(Self.number(Self.width - Self.right))\" y1=\"\(height)\" y2=\"\(height)\"/>")
      parts.append(text(Self.left - 6, y(tick) + 4, "end", "tick", Self.label(tick, step: step)))
      tick += step
    }
    let every = max(1, (count + 9) / 10)
    for index in stride(from: 0, to: count, by: every) {
      parts.append(text(x(index), Self.height - 20, "middle", "tick", "\(index + 1)"))
    }
    parts.append(
      text(
        (Self.left + Self.width - Self.right) / 2, Self.height - 5, "middle", "tick", axis))
    for (number, line) in lines.enumerated().reversed() {
      parts.append(contentsOf: curve(line, Self.colours[number % Self.colours.count], x, y))
    }
    parts.append("</svg>")
    return parts.joined(separator: "\n")
  }

  private func curve(
    _ line: Line, _ colour: String, _ x: (Int) -> Double, _ y: (Double) -> Double
  ) -> [String] {
    let points = line.values.enumerated().compactMap { index, value in
      value.flatMap { $0.isFinite ? (x(index), y($0)) : nil }
    }
    let path = points.map { "\(Self.number($0.0)),\(Self.number($0.1))" }.joined(separator: " ")
    let dashes = line.isReference ? " stroke-dasharray=\"5 4\"" : ""
    return [
      "<polyline class=\"curve\" stroke=\"\(colour)\"\(dashes) points=\"\(path)\"/>"
    ]
      + points.map {
        "<circle cx=\"\(Self.number($0.0))\" cy=\"\(Self.number($0.1))\" r=\"2.5\" fill=\"\(colour)\"/>"
      }
  }

  /// What the colours mean, for all charts of a page.
  static func legend(_ lines: [Line]) -> String {
    lines.enumerated().map { number, line in
      let style = line.isReference ? "dashed" : "solid"
      return
        "<span class=\"key\"><i style=\"border-top: 3px \(style) \(colours[number % colours.count])\"></i>"
        + "\(escaped(line.name))</span>"
    }.joined(separator: " ")
  }

  private func text(
    _ x: Double, _ y: Double, _ anchor: String, _ style: String, _ content: String
  ) -> String {
    "<text class=\"\(style)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" "
      + "text-anchor=\"\(anchor)\">\(Self.escaped(content))</text>"
  }

  /// 1, 2 or 5 times a power of ten, at least `step`.
  static func niceStep(_ step: Double) -> Double {
    var power = 1.0
    while power > step { power /= 10 }
    while power * 10 <= step { power *= 10 }
    for factor in [1.0, 2, 5] where power * factor >= step * 0.999_999 { return power * factor }
    return power * 10
  }

  private static func label(_ value: Double, step: Double) -> String {
    var decimals = 0
    var unit = step
    while unit < 0.999_999, decimals < 7 {
      unit *= 10
      decimals += 1
    }
    return DecimalText.fixed(value, decimals)
  }

  private static func number(_ value: Double) -> String { DecimalText.fixed(value, 1) }

  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
