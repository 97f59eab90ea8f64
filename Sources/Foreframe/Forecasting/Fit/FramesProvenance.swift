import ForeframeFiles
import ForeframeFrames
import ForeframeTraining

/// What the frames were that a network learned from: what decides whether it can be used on others.
///
/// A model file keeps it as the metadata `frames`, a JSON document; files of version 0.1.0 have
/// only some of it, in notes of their own.
public struct FramesProvenance: Hashable, Sendable {
  /// The size of the frames in the files, in pixels.
  public var stored: FrameSize
  /// The size to which block means reduced them; nil where they stayed as they are.
  public var reduced: FrameSize?
  /// The size of the parts that were cut out of that; nil where all of it was used.
  public var crop: FrameSize?
  /// Time from frame to frame, such as "5 min"; nil if it is not known.
  public var cadence: String?
  public var channels: Int
  /// Measured on some of the frames; nil if it is not known.
  public var content: FrameContent?

  public init(
    stored: FrameSize, reduced: FrameSize? = nil, crop: FrameSize? = nil, cadence: String? = nil,
    channels: Int, content: FrameContent? = nil
  ) {
    self.stored = stored
    self.reduced = reduced
    self.crop = crop
    self.cadence = cadence
    self.channels = channels
    self.content = content
  }

  /// The size of whole frames at the scale that the network knows.
  public var scaled: FrameSize { reduced ?? stored }
}

extension FramesProvenance {
  /// The key in a model file's metadata.
  static let key = "frames"

  /// What a model file says; nil if it says nothing of its frames.
  public init?(_ file: ModelFile) {
    if let text = file.note(Self.key), let json = try? JSON(parsing: text),
      let known = FramesProvenance(json: json)
    {
      self = known
      return
    }
    guard let size = file.note("frame_size").flatMap({ FrameSize(text: $0) }) else { return nil }
    self.init(
      stored: size, cadence: file.note("cadence"), channels: file.description.frameChannels)
  }

  /// As a model file keeps it.
  public var json: JSON {
    var object = JSONObject()
    object["stored"] = .string("\(stored)")
    object["reduced"] = reduced.map { .string("\($0)") }
    object["crop"] = crop.map { .string("\($0)") }
    object["cadence"] = cadence.map { .string($0) }
    object["channels"] = JSON(channels)
    object["content"] = content?.json
    return .object(object)
  }

  /// Nil for anything that ``json`` does not write; what is only missing is unknown.
  init?(json: JSON) {
    func size(_ key: String) -> FrameSize? {
      json[key]?.string.flatMap { FrameSize(text: $0) }
    }
    guard let stored = size("stored"), let channels = json["channels"]?.int else { return nil }
    self.init(
      stored: stored, reduced: size("reduced"), crop: size("crop"),
      cadence: json["cadence"]?.string, channels: channels,
      content: FrameContent(json["content"]))
  }
}

extension FramesProvenance: CustomStringConvertible {
  /// For people: "710x640, reduced to 128x128, 5 min apart".
  public var description: String {
    var parts = ["\(stored)"]
    if let reduced { parts.append("reduced to \(reduced)") }
    if let crop { parts.append("parts of \(crop)") }
    if let cadence { parts.append("\(cadence) apart") }
    if let content, let change = content.change {
      parts.append(
        "values \(DecimalText.fixed(content.low, 2)) to \(DecimalText.fixed(content.high, 2)), "
          + "change from frame to frame \(DecimalText.fixed(change, 3))")
    }
    return parts.joined(separator: ", ")
  }
}

extension FrameSize {
  /// Of a side that people may write.
  public static let longestSide = 65_536

  /// A size as people write it, "128x96", width first; sides from 1 to ``longestSide``.
  public init?(text: String) {
    let parts = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    let sides = parts.compactMap { Int($0) }
    guard sides.count == 2, parts.count == 2,
      sides.allSatisfy({ (1...Self.longestSide).contains($0) })
    else { return nil }
    self.init(height: sides[1], width: sides[0])
  }
}
