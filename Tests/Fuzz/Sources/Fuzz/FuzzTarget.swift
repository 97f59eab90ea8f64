import Foreframe

/// What bytes are given to. `FOREFRAME_FUZZ` names one of them.
enum FuzzTarget: String, CaseIterable {
  case png
  case safetensors
  case yaml
  case names
  case json

  /// Reads the bytes; stops the program where a promise is broken.
  func read(_ bytes: [UInt8]) {
    switch self {
    case .png:
      readPNG(bytes)
      // Made-up bytes hardly ever have the right checksums, which are judged first.
      readPNG(ChunkRepair.repaired(bytes))
    case .safetensors: readSafetensors(bytes)
    case .yaml: readYAML(String(decoding: bytes, as: UTF8.self))
    case .names: readNames(String(decoding: bytes, as: UTF8.self))
    case .json: readJSON(bytes)
    }
  }

  /// A frame that can be read is written and read again without a change.
  private func readPNG(_ bytes: [UInt8]) {
    let limits = ImageLimits(
      maximumPixels: 1 << 16, maximumSide: 1 << 12, maximumChunkBytes: 1 << 16)
    _ = try? PNGCodec.checkedFormat(bytes, limits: limits)
    guard let frame = try? PNGCodec.decode(bytes, limits: limits) else { return }
    _ = FrameEncoding(format: frame.format).encode(frame)
    guard let written = try? PNGCodec.encode(frame), let again = try? PNGCodec.decode(written)
    else { preconditionFailure("a frame that was read cannot be written: \(frame.format)") }
    precondition(again == frame, "a frame changed: \(frame.format)")
    _ = try? AnimatedPNG.encode([frame, frame], delayMilliseconds: 1)
  }

  private func readSafetensors(_ bytes: [UInt8]) {
    guard let file = try? SafetensorsFile(parsing: bytes, path: "bytes") else { return }
    for tensor in file.tensors {
      _ = try? tensor.floats()
      _ = try? tensor.integers()
    }
    do { _ = try ModelFile(file) } catch { _ = UserError(error).message }
    do { _ = try CustomModelFile.header(of: file) } catch { _ = UserError(error).message }
  }

  /// What a recipe resolves to is a recipe that resolves to the same.
  private func readYAML(_ text: String) {
    do {
      let recipe = try Recipe(try YAMLText.parse(text), file: "recipe")
      let again = try Recipe(recipe.json, file: "recipe")
      precondition(again.json == recipe.json, "a recipe changed: \(recipe.json)")
    } catch { precondition(UserError(error).message.utf8.count < 10_000, "a long message") }
  }

  /// A pattern on the first line, then names.
  private func readNames(_ text: String) {
    let lines = text.split(separator: "\n").map { String($0.filter { $0 != "/" && $0 != "\0" }) }
      .filter { !$0.isEmpty }
    guard let first = lines.first else { return }
    do {
      let pattern = try FramePattern(first)
      for name in lines { _ = pattern.position(of: name) }
    } catch { _ = UserError(error).message }
    let names = Array(lines.dropFirst().prefix(100))
    guard !names.isEmpty else { return }
    do {
      let scan = try FrameSequence.scan(folder: "frames", names: names)
      _ = scan.description
      for sequence in scan.sequences {
        let next = sequence.nextNames(3)
        precondition(next.count == 3 && Set(next).count == 3, "names that follow: \(next)")
      }
    } catch { _ = UserError(error).message }
  }

  /// What is read is written so that it is read again as the same.
  private func readJSON(_ bytes: [UInt8]) {
    do {
      let value = try JSON(parsing: bytes)
      let again = try JSON(parsing: value.text())
      precondition(again == value, "a document changed")
    } catch { _ = UserError(error).message }
  }
}
