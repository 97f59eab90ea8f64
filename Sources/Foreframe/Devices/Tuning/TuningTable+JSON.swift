import ForeframeFiles
import ForeframeGraphCompiler

extension TuningTable {
  /// The version of the file's format.
  public static let formatVersion = 1

  /// Why a text is no tuning table.
  public struct Failure: Error, Hashable, Sendable {
    public var reason: String
  }

  /// Reads a table; anything that is not as it should be makes all of it invalid.
  public init(text: String) throws(Failure) {
    let document: JSON
    do throws(JSONError) { document = try JSON(parsing: text) } catch {
      throw Failure(reason: "\(error)")
    }
    guard let version = document["foreframe_tuning"]?.int else {
      throw Failure(reason: "no tuning table (no 'foreframe_tuning')")
    }
    guard version == Self.formatVersion else {
      throw Failure(reason: "format \(version); this program reads \(Self.formatVersion)")
    }
    guard let devices = document["devices"]?.array else {
      throw Failure(reason: "'devices' is no list")
    }
    self.init()
    for (number, device) in devices.enumerated() {
      guard let scope = Scope(device), let entries = device["choices"]?.array else {
        throw Failure(reason: "device \(number + 1) lacks a key or its choices")
      }
      var section = Section(scope: scope, entries: [])
      for (place, value) in entries.enumerated() {
        guard let entry = Entry(value) else {
          throw Failure(reason: "device \(number + 1), choice \(place + 1) makes no sense")
        }
        section.entries.append(entry)
      }
      sections.append(section)
    }
  }

  /// The file's content: one line for each choice.
  public var text: String {
    let devices = sections.map { section in
      let keys = section.scope.members.map { "\(JSON.string($0)): \($1.text())" }
      let entries = section.entries.map { "    " + $0.json.text() }.joined(separator: ",\n")
      return "  {\(keys.joined(separator: ", ")), \"choices\": [\n\(entries)\n  ]}"
    }
    return "{\"foreframe_tuning\": \(Self.formatVersion), \"devices\": [\n"
      + devices.joined(separator: ",\n") + "\n]}\n"
  }
}

extension TuningTable.Scope {
  fileprivate var members: [(String, JSON)] {
    switch self {
    case .device(let name, let driver, let kernels):
      [("device", .string(name)), ("driver", .string(driver)), ("kernels", .string(kernels))]
    case .family(let family, let revision):
      [("family", .string(family)), ("revision", JSON(revision))]
    }
  }

  fileprivate init?(_ value: JSON) {
    if let name = value["device"]?.string, let driver = value["driver"]?.string,
      let kernels = value["kernels"]?.string
    {
      self = .device(name: name, driver: driver, kernels: kernels)
    } else if let family = value["family"]?.string, let revision = value["revision"]?.int {
      self = .family(family, revision: revision)
    } else {
      return nil
    }
  }
}

extension TuningTable.Entry {
  /// Whole numbers are small enough that no plan overflows.
  private static let sizes = 1...(1 << 24)

  fileprivate var json: JSON {
    var object = JSONObject()
    object["kind"] = .string(shape.kind.rawValue)
    object["filter"] = JSON([shape.kernelHeight, shape.kernelWidth])
    object["stride"] = JSON(shape.stride)
    object["cin"] = JSON(shape.cin)
    object["cout"] = JSON(shape.cout)
    object["image"] = JSON([shape.images, shape.height, shape.width])
    switch method {
    case .direct(let pixels):
      object["method"] = "direct"
      object["pixels"] = pixels.map { JSON($0) }
    case .winograd(let cut):
      object["method"] = "winograd"
      object["tiles"] = cut.mostTiles.map { JSON($0) }
      object["order"] = cut.order.map { .string($0.rawValue) }
    case .gpu(let cut):
      object["method"] = "gpu"
      object["tile"] = cut.map { JSON($0.tile.rawValue) }
      object["parts"] = cut.map { JSON($0.splits) }
    case .gpuWinograd: object["method"] = "gpu winograd"
    }
    object["ms"] = seconds.map(Self.milliseconds)
    object["rule_ms"] = ruleSeconds.map(Self.milliseconds)
    return .object(object)
  }

  /// Four digits are more than a measurement has.
  private static func milliseconds(_ seconds: Double) -> JSON {
    JSON(Double(DecimalText.significant(seconds * 1e3, 4)) ?? seconds * 1e3)
  }

  fileprivate init?(_ value: JSON) {
    func sizes(_ key: String, _ count: Int) -> [Int]? {
      let numbers = value[key]?.array?.compactMap(\.int) ?? []
      return numbers.count == count && numbers.allSatisfy(Self.sizes.contains) ? numbers : nil
    }
    func size(_ key: String) -> Int? { value[key]?.int.flatMap { Self.sizes ~= $0 ? $0 : nil } }
    guard let kind = value["kind"]?.string.flatMap(ConvolutionShape.Kind.init(rawValue:)),
      let filter = sizes("filter", 2), let image = sizes("image", 3), let stride = size("stride"),
      let cin = size("cin"), let cout = size("cout")
    else { return nil }
    // What is there must make sense; a size that is not there is planned.
    for key in ["pixels", "tiles"] where value[key] != nil && size(key) == nil { return nil }
    let method: ConvolutionMethod
    switch value["method"]?.string {
    case "direct": method = .direct(mostPixels: size("pixels"))
    case "winograd":
      let order = value["order"]?.string.flatMap(WinogradCut.Order.init(rawValue:))
      if value["order"] != nil && order == nil { return nil }
      method = .winograd(WinogradCut(mostTiles: size("tiles"), order: order))
    case "gpu winograd": method = .gpuWinograd
    case "gpu":
      if value["tile"] == nil && value["parts"] == nil {
        method = .gpu()
      } else {
        guard let tile = size("tile").flatMap(GPUTile.init(rawValue:)), let parts = size("parts"),
          parts <= GPUTiling.mostSplits
        else { return nil }
        method = .gpu(GPUTiling(tile: tile, splits: parts))
      }
    default: return nil
    }
    self.init(
      shape: ConvolutionShape(
        kind: kind, kernelHeight: filter[0], kernelWidth: filter[1], stride: stride, cin: cin,
        cout: cout, images: image[0], height: image[1], width: image[2]),
      method: method, seconds: value["ms"]?.double.map { $0 / 1e3 },
      ruleSeconds: value["rule_ms"]?.double.map { $0 / 1e3 })
  }
}
