import ForeframeFrames

/// Whether frames are like those that a model was trained on; sentences for people where they are
/// not.
///
/// Size, cadence and range are compared, and how much frames change. A network of convolutions
/// knows one scale in space and one in time; far from it, its forecasts are wrong without a sign.
public struct FrameFit: Hashable, Sendable {
  /// What differs, a sentence each; empty if nothing does.
  public let warnings: [String]

  /// A larger factor between the two counts as a difference.
  public static let factor = 1.5
  /// How much frames change differs from day to day.
  static let changeFactor = 4.0

  /// - Parameters:
  ///   - size: of the frames that the model would read, in pixels.
  ///   - cadence: time from frame to frame, such as "10 min"; nil if it is not known.
  ///   - content: of the frames, on the scale on which the model reads them; nil: not compared.
  ///   - scaling: the samples that this scale calls 0 and 1.
  public init(
    _ model: FramesProvenance, size: FrameSize, cadence: String?, content: FrameContent?,
    scaling: SampleScaling
  ) {
    warnings = [
      Self.size(model, size), Self.cadence(model, cadence),
      content.flatMap { Self.range(model, $0, scaling) },
      content.flatMap { Self.change(model, $0) },
    ].compactMap(\.self)
  }

  private static func size(_ model: FramesProvenance, _ size: FrameSize) -> String? {
    let known = model.scaled
    let ratios = [
      Double(size.width) / Double(known.width), Double(size.height) / Double(known.height),
    ]
    guard ratios.contains(where: { differs($0, 1, by: factor) }) else { return nil }
    return "the frames are \(size) pixels, those that the model was trained on \(known)"
      + (model.reduced == nil ? "" : " after their reduction")
      + "; if things appear larger or smaller now, reduce the frames to another --size"
  }

  private static func cadence(_ model: FramesProvenance, _ cadence: String?) -> String? {
    guard let cadence, let known = model.cadence, let now = TimeStep(cadence),
      let before = TimeStep(known), differs(now.seconds, before.seconds, by: factor)
    else { return nil }
    return "the frames are \(cadence) apart, those that the model was trained on \(known): "
      + "things move further or less far from one to the next than it learned"
  }

  private static func range(
    _ model: FramesProvenance, _ content: FrameContent, _ scaling: SampleScaling
  ) -> String? {
    guard let known = model.content, !content.isEmpty else { return nil }
    // Ranges that lie apart differ, however long they are.
    let both = max(known.high, content.high) - min(known.low, content.low)
    let shorter = min(known.high - known.low, content.high - content.low)
    guard both > factor * max(shorter, 1e-6) else { return nil }
    func samples(_ content: FrameContent) -> String {
      let distance = Double(scaling.maximum - scaling.minimum)
      let ends = [content.low, content.high].map {
        DecimalText.brief((Double(scaling.minimum) + $0 * distance).rounded())
      }
      return "from \(ends[0]) to \(ends[1])"
    }
    return "the samples of the frames go \(samples(content)), those that the model was trained on "
      + "\(samples(known))"
  }

  private static func change(_ model: FramesProvenance, _ content: FrameContent) -> String? {
    guard let known = model.content?.change, let now = content.change,
      differs(max(now, 1e-6), max(known, 1e-6), by: changeFactor)
    else { return nil }
    let ratio = now / max(known, 1e-6)
    return ratio > 1
      ? "the frames change \(DecimalText.fixed(ratio, 1)) times as much from one to the next as "
        + "those that the model was trained on"
      : "the frames change much less from one to the next than those that the model was trained "
        + "on (\(DecimalText.fixed(100 * ratio, 0)) % as much)"
  }

  private static func differs(_ a: Double, _ b: Double, by factor: Double) -> Bool {
    a > factor * b || b > factor * a
  }
}
