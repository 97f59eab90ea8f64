import ForeframeFiles
import Foreframe
import ForeframeGraphCompiler

/// A device in the list that `foreframe devices` prints.
struct DeviceEntry {
  /// What `--device` takes for it.
  var request: String
  var name: String
  /// What is known of it, in the order of printing.
  var facts: [DeviceFact]
  /// Why it cannot be used.
  var obstacle: String?
  var backend: (any Backend)?
  var verdict: SelfTest.Verdict?

  /// A device with its backend, if it could be opened.
  init(_ device: any ListedDevice, _ backend: (any Backend)?) {
    request = device.request
    name = backend?.deviceName ?? device.name
    facts = backend?.facts ?? device.facts
    facts.append(
      DeviceFact("precisions", .list((backend?.precisions ?? []).map(\.rawValue))))
    obstacle = device.obstacle
    self.backend = backend
  }

  /// Where the device's built kernels are kept.
  mutating func addPlace(_ place: ProgramCache.Place) {
    switch place {
    case .folder(let folder):
      facts.append(DeviceFact("built_kernels", .text("kept in \(folder)")))
    case .nowhere(let reason):
      facts.append(DeviceFact("built_kernels", .text("not kept by this program: \(reason)")))
    }
  }

  var text: String {
    var lines = ["\(request): \(name)"]
    lines += facts.map { fact in
      let title = fact.name.split(separator: "_").joined(separator: " ")
      return "  \(title): \(fact.value.words)"
    }
    if let obstacle { lines.append("  cannot be used: \(obstacle)") }
    if let verdict { lines.append("  self-test: \(verdict.text)") }
    return lines.joined(separator: "\n")
  }

  /// Why precisions are not offered, where there is more to say than that they are not.
  private var refused: JSON? {
    guard let backend else { return nil }
    var reasons = JSONObject()
    for precision in Precision.allCases {
      if let reason = backend.obstacle(to: precision) {
        reasons[precision.rawValue] = .string(reason)
      }
    }
    return .object(reasons)
  }

  var json: JSON {
    var object = JSONObject()
    object["device"] = .string(request)
    object["name"] = .string(name)
    for fact in facts { object[fact.key] = fact.value.json }
    object["usable"] = .bool(obstacle == nil)
    object["obstacle"] = obstacle.map { .string($0) } ?? .null
    if let refused { object["refused"] = refused }
    if let verdict { object["self_test"] = verdict.json }
    return .object(object)
  }
}

extension DeviceFact {
  /// The key in the JSON document, which says the unit.
  fileprivate var key: String { if case .bytes = value { name + "_bytes" } else { name } }
}

extension DeviceFact.Value {
  fileprivate var json: JSON {
    switch self {
    case .text(let text): .string(text)
    case .number(let number), .bytes(let number): JSON(number)
    case .flag(let truth): .bool(truth)
    case .list(let words): JSON(words)
    }
  }

  /// For people.
  fileprivate var words: String {
    switch self {
    case .text(let text): text
    case .number(let number): "\(number)"
    case .bytes(let count):
      if count < 1 << 20 {
        "\(count >> 10) KiB"
      } else if count < 1 << 30 {
        "\(count >> 20) MiB"
      } else {
        DecimalText.fixed(Double(count) / Double(1 << 30), 1) + " GiB"
      }
    case .flag(let truth): truth ? "yes" : "no"
    case .list(let words): words.joined(separator: ", ")
    }
  }
}
