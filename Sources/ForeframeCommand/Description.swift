import ForeframeFiles
import Foreframe
import ForeframeFrames
import ForeframeRecurrent
import ForeframeTraining

/// What `foreframe inspect` says: facts for people and for programs.
struct Description {
  var kind: String
  var path: String
  private var facts: [(key: String, value: JSON)] = []
  /// Lines after the facts, for people only.
  var lines: [String] = []
  /// Long lists, for programs only.
  var details: JSON = [:]

  init(_ kind: String, _ path: String) {
    self.kind = kind
    self.path = path
  }

  /// A fact; nil is left out.
  mutating func add(_ key: String, _ value: JSON?) {
    if let value { facts.append((key, value)) }
  }

  /// The facts of an architecture; multiply-adds if a size of frames is known.
  mutating func add(_ model: ModelDescription, inputs: Int, horizon: Int, _ frame: FrameSize?) {
    for (key, value) in model.facts { add(key, value) }
    add("channels", JSON(model.frameChannels))
    add("patch", JSON(model.patch))
    add("inputs", JSON(inputs))
    add("horizon", JSON(horizon))
    add("parameters", JSON(model.parameterCount))
    guard let frame else { return }
    let patch = model.patch
    let height = (frame.height + patch - 1) / patch * patch
    let width = (frame.width + patch - 1) / patch * patch
    add("frame size", .string("\(frame)"))
    add(
      "multiply-adds per sequence",
      JSON(model.multiplyAdds(inputs: inputs, horizon: horizon, height: height, width: width)))
  }

  var text: String {
    var lines = ["\(kind): \(path.shown)"]
    lines += facts.map { key, value in
      if let number = value.int, key == "parameters" || key.hasPrefix("multiply-adds") {
        return "  \(key): \(Self.grouped(number))\(Self.short(number))"
      }
      // What a file says of itself stays on its line.
      return "  \(key.shown): \((value.string ?? value.text()).shown)"
    }
    return (lines + self.lines).joined(separator: "\n")
  }

  var json: JSON {
    var object = JSONObject()
    object["kind"] = .string(kind)
    object["path"] = .string(path)
    for (key, value) in facts {
      object[String(key.map { $0 == " " || $0 == "-" ? "_" : $0 })] = value
    }
    for (key, value) in details.object ?? JSONObject() { object[key] = value }
    return .object(object)
  }

  /// 13,524,496
  static func grouped(_ number: Int) -> String {
    var groups: [Substring] = []
    var rest = Substring(String(number))
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return ([rest] + groups).joined(separator: ",")
  }

  /// " (56.79 G)" for large numbers.
  private static func short(_ number: Int) -> String {
    guard number >= 1_000_000 else { return "" }
    let isLarge = number >= 1_000_000_000
    let value = Double(number) / (isLarge ? 1e9 : 1e6)
    return " (\(DecimalText.fixed(value, 2)) \(isLarge ? "G" : "M"))"
  }
}
