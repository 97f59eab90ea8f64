import ForeframeCPUBackend
import ForeframeFiles
import Foreframe
import ForeframeGraphCompiler
import ForeframeOpenCLBackend

/// A device in the list that `foreframe devices` prints.
struct DeviceEntry {
  /// What `--device` takes for it.
  var request: String
  var name: String
  /// In the order of printing.
  var facts: [(key: String, value: JSON)]
  /// Why it cannot be used.
  var obstacle: String?
  var backend: (any Backend)?
  var verdict: SelfTest.Verdict?

  /// A device that was chosen.
  init(_ choice: BackendChoice) {
    if let backend = choice.backend as? OpenCLBackend {
      let device = backend.device
      let index = OpenCLDeviceList().devices.firstIndex {
        $0.summary == device.summary && $0.driver == device.driver
      }
      self.init(device, index: index ?? 0, backend.precisions)
    } else {
      self.init(request: "cpu", name: choice.name, facts: [])
      if let cpu = choice.backend as? CPUBackend {
        facts = [
          ("kind", "CPU"), ("instruction_set", .string(cpu.instructionSet)),
          ("threads", JSON(cpu.threads)), ("precisions", Self.list(cpu.precisions)),
        ]
      }
    }
    backend = choice.backend
  }

  private init(request: String, name: String, facts: [(key: String, value: JSON)]) {
    self.request = request
    self.name = name
    self.facts = facts
  }

  /// A device of the OpenCL list; with what it offers, if it can be used.
  init(_ device: OpenCLDevice, index: Int, _ precisions: [Precision]) {
    self.init(request: "opencl:\(index)", name: device.summary, facts: [])
    obstacle = device.obstacle
    facts = [
      ("kind", .string(device.kind.rawValue)), ("vendor", .string(device.vendor)),
      ("version", .string(device.version)), ("driver", .string(device.driver)),
      ("compute_units", JSON(device.computeUnits)),
      ("memory_bytes", JSON(device.globalMemory)),
      ("local_memory_bytes", JSON(device.localMemory)),
      ("largest_buffer_bytes", JSON(device.largestAllocation)),
      ("float_vector_width", JSON(device.nativeFloatWidth)),
      ("largest_work_group", JSON(device.largestGroup)),
      ("double_precision", .bool(device.hasDouble)),
      ("precisions", Self.list(precisions)),
    ]
  }

  /// Where the device's built kernels are kept.
  mutating func addPlace(_ place: ProgramCache.Place) {
    switch place {
    case .folder(let folder): facts.append(("built_kernels", .string("kept in \(folder)")))
    case .nowhere(let reason):
      facts.append(("built_kernels", .string("not kept by this program: \(reason)")))
    }
  }

  var text: String {
    var lines = ["\(request): \(name)"]
    lines += facts.map { key, value in
      let title = key.split(separator: "_").filter { $0 != "bytes" }.joined(separator: " ")
      return "  \(title): \(Self.words(value, isBytes: key.hasSuffix("_bytes")))"
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

  private static func list(_ precisions: [Precision]) -> JSON {
    JSON(precisions.map(\.rawValue))
  }

  private static func words(_ value: JSON, isBytes: Bool) -> String {
    if let truth = value.bool { return truth ? "yes" : "no" }
    if let list = value.array { return list.compactMap(\.string).joined(separator: ", ") }
    guard isBytes, let count = value.int else { return value.string ?? value.text() }
    if count < 1 << 20 { return "\(count >> 10) KiB" }
    return count < 1 << 30
      ? "\(count >> 20) MiB" : DecimalText.fixed(Double(count) / Double(1 << 30), 1) + " GiB"
  }

  var json: JSON {
    var object = JSONObject()
    object["device"] = .string(request)
    object["name"] = .string(name)
    for (key, value) in facts { object[key] = value }
    object["usable"] = .bool(obstacle == nil)
    object["obstacle"] = obstacle.map { .string($0) } ?? .null
    if let refused { object["refused"] = refused }
    if let verdict { object["self_test"] = verdict.json }
    return .object(object)
  }
}
