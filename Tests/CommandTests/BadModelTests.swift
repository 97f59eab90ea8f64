import ForeframeFiles
import Testing

/// Files that are no model, or not quite.
@Suite struct BadModelTests {
  enum Defect: String, CaseIterable {
    case empty, notSafetensors, hugeHeader, noModel, futureVersion, cutOff
    case missingTensor, unexpectedTensor, wrongShape, notFinite
    case overlappingTensors, duplicateKey, otherArchitecture, unknownKey, evenKernel
    case negativeSize, badRange, noInputs, customNetwork
  }

  @Test(arguments: Defect.allCases)
  func isRefused(_ defect: Defect) throws {
    let place = try Workplace()
    let input = try place.sequence(count: 5)
    let path = place("bad.safetensors")
    try AtomicFile.write(try bytes(defect), to: path)
    for arguments in [
      ["predict", input, "-m", path, "-o", place("out")],
      ["evaluate", input, "-m", path, "--split", "all", "--report", place("out")],
      ["inspect", path],
    ] {
      let outcome = try Command.run(arguments)
      #expect(outcome.status == 65, "\(outcome)")
      #expect(outcome.messages.contains(path), "\(outcome)")
      #expect(outcome.output.isEmpty)
      #expect(!FileSystem.exists(place("out")))
    }
  }

  @Test func aProgramsOwnNetworkIsRefusedByName() throws {
    let place = try Workplace()
    let path = place("own.safetensors")
    try AtomicFile.write(try bytes(.customNetwork), to: path)
    let outcome = try Command.run(["inspect", path])
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.messages.contains("'custom:sine'"), "\(outcome)")
  }

  @Test func formatTwoIsRead() throws {
    let place = try Workplace()
    var draft = try Draft()
    draft.change("__metadata__") { $0["foreframe"] = "2" }
    try AtomicFile.write(draft.bytes, to: place("two.safetensors"))
    let outcome = try Command.run(["inspect", place("two.safetensors")])
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test func aModelThatIsNotThere() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 2)
    let outcome = try Command.run(
      ["predict", input, "-m", place("none.safetensors"), "-o", place("out")])
    #expect(outcome.status == 66, "\(outcome)")
    #expect(outcome.messages.contains("none.safetensors"))
  }

  @Test func theModelThatTheseAreMadeFromIsGood() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 5)
    try AtomicFile.write(try Draft().bytes, to: place("good.safetensors"))
    let outcome = try Command.run(
      ["predict", input, "-m", place("good.safetensors"), "-o", place("out")])
    #expect(outcome.status == 0, "\(outcome)")
  }

  /// The golden model, taken apart: header and data.
  private struct Draft {
    var header: JSON
    var data: [UInt8]

    init() throws {
      let path = "\(Command.root)/Tests/Golden/model-convlstm.safetensors"
      let bytes = try FileSystem.read(path)
      let count = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
      header = try JSON(parsing: Array(bytes[8..<8 + count]))
      data = Array(bytes[(8 + count)...])
    }

    var bytes: [UInt8] { Self.bytes(header.text(), data) }

    static func bytes(_ header: String, _ data: [UInt8]) -> [UInt8] {
      let count = header.utf8.count
      return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array(header.utf8)
        + data
    }

    mutating func change(_ key: String, _ change: (inout JSONObject) -> Void) {
      guard case .object(var object) = header, case .object(var inner)? = object[key] else {
        return
      }
      change(&inner)
      object[key] = .object(inner)
      header = .object(object)
    }

    mutating func architecture(_ change: (inout JSONObject) -> Void) {
      self.change("__metadata__") { metadata in
        guard let text = metadata["architecture"]?.string,
          case .object(var object)? = try? JSON(parsing: text)
        else { return }
        change(&object)
        metadata["architecture"] = .string(JSON.object(object).text())
      }
    }
  }

  private func bytes(_ defect: Defect) throws -> [UInt8] {
    var draft = try Draft()
    let bias = "layers.0.bias"
    switch defect {
    case .empty: return []
    case .notSafetensors: return Array("PK\u{3}\u{4} this is a zip file, or so it seems".utf8)
    case .hugeHeader: return [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0x7B, 0x7D]
    case .noModel:
      draft.change("__metadata__") { $0["foreframe"] = nil }
    case .futureVersion:
      draft.change("__metadata__") { $0["foreframe"] = "99" }
    case .cutOff: draft.data.removeLast(100)
    case .missingTensor:
      // Its bytes go to another name, so that nothing but the name is wrong.
      return Draft.bytes(
        draft.header.text().replacingFirst("\"\(bias)\"", "\"layers.0.bia\""), draft.data)
    case .unexpectedTensor:
      let place: JSON = [JSON(draft.data.count), JSON(draft.data.count + 4)]
      guard case .object(var object) = draft.header else { return [] }
      object["extra"] = ["dtype": "F32", "shape": [1], "data_offsets": place]
      draft.header = .object(object)
      draft.data += [0, 0, 0, 0]
    case .wrongShape: draft.change(bias) { $0["shape"] = [4, 5] }
    case .notFinite:
      draft.change(bias) { _ in }
      draft.data.replaceSubrange(draft.data.count - 4..<draft.data.count, with: [0, 0, 0xC0, 0x7F])
    case .overlappingTensors:
      draft.change(bias) { tensor in
        let start = tensor["data_offsets"]?[0]?.int ?? 0
        let end = tensor["data_offsets"]?[1]?.int ?? 0
        let shift = start >= 4 ? -4 : 4
        tensor["data_offsets"] = [JSON(start + shift), JSON(end + shift)]
      }
    case .duplicateKey:
      let text = draft.header.text()
      let tensor = draft.header[bias]?.text() ?? ""
      return Draft.bytes("{\"\(bias)\":\(tensor)," + text.dropFirst(), draft.data)
    case .otherArchitecture: draft.architecture { $0["cell"] = "ConvGRU" }
    case .unknownKey: draft.architecture { $0["attention"] = true }
    case .evenKernel:
      draft.architecture { $0["layers"] = [["channels": 5, "kernel": 4], ["channels": 4]] }
    case .negativeSize: draft.architecture { $0["layers"] = [["channels": -5, "kernel": 3]] }
    case .badRange:
      draft.change("__metadata__") { $0["normalisation"] = "{\"minimum\": 5, \"maximum\": 5}" }
    case .noInputs: draft.change("__metadata__") { $0["inputs"] = nil }
    case .customNetwork:
      draft.change("__metadata__") {
        $0["foreframe"] = "2"
        $0["architecture"] = "{\"architecture\": \"custom:sine\", \"hidden\": 32}"
      }
    }
    return draft.bytes
  }
}

extension String {
  fileprivate func replacingFirst(_ part: String, _ other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
