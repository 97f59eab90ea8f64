import ForeframeFrames

/// What a folder of frames is like: everything that the choice of a recipe looks at.
public struct FolderFacts: Hashable, Sendable {
  /// How fast things move, in pixels of the files from one frame to the next.
  public struct Movement: Hashable, Sendable {
    /// Half of what has texture is slower.
    public var typical: Double
    /// Nine tenths of what has texture are slower.
    public var fast: Double
    /// The part of the squared error of the last frame, repeated, that moving it takes away; below 0
    /// where it makes the error larger. Nil if nothing changes.
    public var gain: Double?

    public init(typical: Double, fast: Double, gain: Double?) {
      self.typical = typical
      self.fast = fast
      self.gain = gain
    }
  }

  /// The folder.
  public var path: String
  /// Of a frame in the files.
  public var size: FrameSize
  /// 1 for grey, 3 for colours.
  public var channels: Int
  public var bitDepth: Int
  /// The frames' format in words: "320x180, 8-bit grey".
  public var format: String
  /// Time from frame to frame, such as "5 min"; nil if there is none.
  public var cadence: String?
  /// Frames of each sequence that may be trained on; of all sequences without split folders.
  public var sequences: [Int]
  /// Frames of each sequence in the folders `validation` and `test`.
  public var validation: [Int]
  public var test: [Int]
  /// Whether folders say what is for training.
  public var hasSplitFolders: Bool
  /// Where frames are missing within a folder, so that a sequence ends.
  public var gaps: Int
  /// Whether some pixels are missing.
  public var hasMissing: Bool
  /// The lowest and the highest sample of the frames that were looked at; nil if none was observed.
  public var samples: ClosedRange<Double>?
  /// Whether the data set's own file says which samples become 0 and 1.
  public var hasGivenRange: Bool
  /// Nil where no three frames follow each other.
  public var movement: Movement?

  public init(
    path: String, size: FrameSize, channels: Int = 1, bitDepth: Int = 8, format: String? = nil,
    cadence: String? = nil, sequences: [Int], validation: [Int] = [], test: [Int] = [],
    hasSplitFolders: Bool = false, gaps: Int = 0, hasMissing: Bool = false,
    samples: ClosedRange<Double>? = nil, hasGivenRange: Bool = false, movement: Movement? = nil
  ) {
    self.path = path
    self.size = size
    self.channels = channels
    self.bitDepth = bitDepth
    self.format = format ?? "\(size), \(bitDepth)-bit \(channels == 1 ? "grey" : "colour")"
    self.cadence = cadence
    self.sequences = sequences
    self.validation = validation
    self.test = test
    self.hasSplitFolders = hasSplitFolders
    self.gaps = gaps
    self.hasMissing = hasMissing
    self.samples = samples
    self.hasGivenRange = hasGivenRange
    self.movement = movement
  }

  /// All frames.
  public var frames: Int { (sequences + validation + test).reduce(0, +) }

  /// What was found, in a sentence each.
  public var sentences: [String] {
    let count = sequences.count + validation.count + test.count
    var found =
      "\(frames) frame\(frames == 1 ? "" : "s") in \(count) sequence\(count == 1 ? "" : "s"), \(format)"
    if let cadence, cadence != "1 frame" { found += ", one every \(cadence)" }
    found += gaps == 0 ? ", no gaps" : ", \(gaps) gap\(gaps == 1 ? "" : "s")"
    if hasMissing { found += ", some pixels missing" }
    guard let movement else { return [found, "motion: too few frames to find any"] }
    var motion =
      "motion: \(DecimalText.fixed(movement.typical, 1)) pixels a frame in the middle, "
      + "\(DecimalText.fixed(movement.fast, 1)) where it is fast"
    if let gain = movement.gain {
      motion +=
        gain > 0
        ? "; moving the last frame takes away \(DecimalText.fixed(100 * gain, 0)) % of its error"
        : "; moving the last frame does not help"
    }
    return [found, motion]
  }
}
