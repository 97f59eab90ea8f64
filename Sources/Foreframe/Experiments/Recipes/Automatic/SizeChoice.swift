import ForeframeFrames

/// At which size a network sees frames: reduced, then a part of that at a time.
struct SizeChoice: Hashable, Sendable {
  /// Nil: frames stay as they are.
  let reduce: FrameSize?
  /// Nil: all of a frame is seen.
  let crop: FrameSize?
  /// What the network is trained on, before padding.
  let seen: FrameSize

  /// The side of a part, in pixels: what two cores can train on in minutes.
  static let side = 128
  /// A part that is smaller than this share of the frame shows too little of where things come from.
  private static let leastShare = 0.4
  /// A frame that is so many times as large as a part is still seen as a whole.
  private static let largestWhole = 1.3
  /// Frames are not made smaller than this.
  private static let leastSide = 48

  /// - Parameters:
  ///   - horizon: frames to predict.
  ///   - wanted: the size that somebody wants frames reduced to.
  init(_ facts: FolderFacts, horizon: Int, wanted: FrameSize?) {
    let size = facts.size
    var base = size
    if let wanted {
      base = wanted
    } else {
      var factor = 1
      while Self.isTooLarge(facts, horizon: horizon, factor: factor),
        min(size.height, size.width) / (factor + 1) >= Self.leastSide
      { factor += 1 }
      base = FrameSize(height: size.height / factor, width: size.width / factor)
    }
    reduce = base == size ? nil : base
    let area = Self.largestWhole * Double(Self.side * Self.side)
    if Double(base.height) * Double(base.width) > area {
      let part = FrameSize(height: min(base.height, Self.side), width: min(base.width, Self.side))
      (crop, seen) = (part, part)
    } else {
      (crop, seen) = (nil, base)
    }
  }

  /// Whether a part of frames, reduced by a factor, shows too little: of the frame, or of what moves
  /// through it within the horizon.
  private static func isTooLarge(_ facts: FolderFacts, horizon: Int, factor: Int) -> Bool {
    let least = min(facts.size.height, facts.size.width)
    if Double(side * factor) < leastShare * Double(least) { return true }
    let far = (facts.movement?.fast ?? 0) * Double(horizon)
    return far > Double(side * factor) / 2
  }

  /// In words, for the summary.
  func words(of size: FrameSize) -> String {
    let whole = reduce.map { "reduced from \(size) to \($0)" } ?? "\(size) as they are"
    return crop.map { "\(whole), of which parts of \($0) are cut out at random" } ?? whole
  }

  var lines: [RecipeLine] {
    var lines: [RecipeLine] = []
    if let reduce {
      lines.append(
        RecipeLine(
          "reduce", "[\(reduce.height), \(reduce.width)]", "[height, width], by block means"))
    }
    if let crop {
      lines.append(
        RecipeLine(
          "crop", "[\(crop.height), \(crop.width)]",
          "cut out at random for training, from the centre for validation"))
    }
    return lines
  }
}
