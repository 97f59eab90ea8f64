import ForeframeFiles
import ForeframeFrames

/// Which sequences a network learns from: the `data` part of a recipe.
public struct DataRecipe: Hashable, Sendable {
  /// Kinds of sequences that are made on the fly.
  public enum Synthetic: String, Hashable, Sendable, CaseIterable {
    case movingDigits = "moving-digits"
    case clouds
  }

  /// How a folder without split folders is divided.
  public enum Split: String, Hashable, Sendable, CaseIterable {
    case automatic
    case sequence
    case time
  }

  /// What is made on the fly; nil for files below ``path``.
  public var synthetic: Synthetic?
  /// An idx file of 28x28 digits; nil for drawn ones.
  public var digits: String?
  /// Seed of the synthetic sequences.
  public var seed: UInt64 = 1
  /// Size of synthetic frames in pixels.
  public var height = 64
  public var width = 64

  /// Folder of a data set; nil until the command line names it.
  public var path: String?
  /// How it is divided, and the parts of training, validation and test; nil: as the folder's
  /// `dataset.yaml` says, or by default.
  public var split: Split?
  public var fractions: [Double]?
  /// Without sequences for validation: the last part of the training sequences' time.
  public var heldOut = 0.15
  /// Frames that are left out between the parts of a sequence that is divided by time.
  public var gap = 0
  /// Reduction by block means, then a part cut out: [height, width].
  public var reduce: FrameSize?
  public var crop: FrameSize?
  /// File names; nil: `dataset.yaml`'s, or detected.
  public var pattern: String?
  /// The sample that marks missing pixels.
  public var noData: Int?
  /// A PNG whose samples of 0 mark pixels that are never observed.
  public var mask: String?
  /// Samples that become 0 and 1; nil: `dataset.yaml`'s, or the smallest and the largest of the
  /// bit depth.
  public var minimum: Double?
  public var maximum: Double?
  /// Frames from the beginning of a training window to that of the next.
  public var stride = 1
  /// How training windows are varied.
  public var augment = Augmentation.none
  /// Sides of blocks whose means become pixels, in place of ``reduce``: each training window has one of
  /// them, validation the largest.
  public var blocks: [Int] = []
  /// Frames from one frame of a training window to the next: each window has one of these steps.
  public var timeSteps = [1]
  /// Whether half of the training windows run backward in time: a few sequences in which things happen to
  /// grow are not mistaken for a rule.
  public var reverses = false
  /// Training windows that are prepared once and drawn again and again, where preparing takes time.
  public var pool = 512

  /// Frames read and predicted.
  public var inputs: Int
  public var horizon: Int
}

extension DataRecipe {
  static let keys = [
    "synthetic", "digits", "seed", "height", "width", "path", "split", "fractions", "held_out",
    "gap", "reduce", "crop", "pattern", "nodata", "mask", "minimum", "maximum", "stride", "augment",
    "blocks", "time_steps", "reverse", "pool", "inputs", "horizon",
  ]
  private static let syntheticKeys: Set<String> = ["digits", "seed", "height", "width"]
  private static let shared: Set<String> = [
    "inputs", "horizon", "synthetic", "pool", "augment", "reverse",
  ]

  init(_ value: JSON?, file: String) throws(RecipeError) {
    let reader = try RecipeReader(value, file: file, key: "data", known: Self.keys)
    guard let inputs = try reader.int("inputs", in: 1...1000) else {
      throw .missing(file: file, key: "data.inputs")
    }
    guard let horizon = try reader.int("horizon", in: 1...1000) else {
      throw .missing(file: file, key: "data.horizon")
    }
    self.init(inputs: inputs, horizon: horizon)
    synthetic = try reader.choice("synthetic")
    pool = try reader.int("pool", in: 1...100_000) ?? pool
    augment = try reader.choice("augment") ?? .none
    reverses = try reader.bool("reverse") ?? false
    for key in reader.object.keys where !Self.shared.contains(key) && reader[key] != nil {
      guard Self.syntheticKeys.contains(key) == (synthetic != nil) else {
        throw reader.bad(
          key, synthetic == nil ? "goes with synthetic data only" : "does not go with synthetic")
      }
    }
    if let synthetic {
      try readSynthetic(reader, synthetic)
    } else {
      try readFolder(reader)
    }
  }

  private mutating func readSynthetic(
    _ reader: RecipeReader, _ kind: Synthetic
  ) throws(RecipeError) {
    digits = try reader.string("digits")
    if digits != nil && kind != .movingDigits {
      throw reader.bad("digits", "goes with moving-digits only")
    }
    seed = UInt64(try reader.int("seed", in: 0...Int(Int32.max)) ?? 1)
    let standard = kind == .clouds ? 128 : 64
    height = try reader.int("height", in: 1...4096) ?? standard
    width = try reader.int("width", in: 1...4096) ?? standard
    if augment == .turned, height != width {
      throw reader.bad("augment", "frames that are turned must be square")
    }
    if kind == .movingDigits, height != width || height < StrokeDigit.size {
      throw reader.bad("height", "moving digits need a square of at least \(StrokeDigit.size)")
    }
  }

  private mutating func readFolder(_ reader: RecipeReader) throws(RecipeError) {
    path = try reader.string("path")
    split = try reader.choice("split")
    if let value = reader["fractions"] {
      let parts = value.array?.compactMap(\.double) ?? []
      guard parts.count == 3, value.array?.count == 3,
        parts.allSatisfy({ $0 >= 0 && $0.isFinite }), parts[0] > 0
      else {
        throw reader.bad(
          "fractions", "\(value.text().shown) is not [training, validation, test], training above 0"
        )
      }
      fractions = parts
    }
    heldOut = try reader.share("held_out") ?? heldOut
    gap = try reader.int("gap", in: 0...100_000) ?? 0
    reduce = try reader.size("reduce").map { FrameSize(height: $0.height, width: $0.width) }
    crop = try reader.size("crop").map { FrameSize(height: $0.height, width: $0.width) }
    pattern = try reader.string("pattern")
    noData = try reader.int("nodata", in: 0...65_535)
    mask = try reader.string("mask")
    (minimum, maximum) = try reader.range("minimum", "maximum")
    stride = try reader.int("stride", in: 1...100_000) ?? 1
    blocks = try reader.numbers("blocks", in: 1...1000) ?? []
    timeSteps = try reader.numbers("time_steps", in: 1...1000) ?? [1]
    if !blocks.isEmpty && (reduce != nil || crop == nil) {
      throw reader.bad("blocks", "stands in place of reduce, and needs crop: parts of one size")
    }
  }

  /// Resolved, in the order of the keys.
  var json: JSON {
    var object = JSONObject()
    if let synthetic {
      object["synthetic"] = .string(synthetic.rawValue)
      object["digits"] = digits.map { .string($0) }
      object["seed"] = JSON(Int(seed))
      object["height"] = JSON(height)
      object["width"] = JSON(width)
    } else {
      object["path"] = path.map { .string($0) }
      object["split"] = split.map { .string($0.rawValue) }
      object["fractions"] = fractions.map { JSON($0) }
      object["held_out"] = JSON(heldOut)
      if gap > 0 { object["gap"] = JSON(gap) }
      object["reduce"] = reduce.map { JSON([$0.height, $0.width]) }
      object["crop"] = crop.map { JSON([$0.height, $0.width]) }
      object["pattern"] = pattern.map { .string($0) }
      object["nodata"] = noData.map { JSON($0) }
      object["mask"] = mask.map { .string($0) }
      object["minimum"] = minimum.map { JSON($0) }
      object["maximum"] = maximum.map { JSON($0) }
      object["stride"] = JSON(stride)
      if !blocks.isEmpty { object["blocks"] = JSON(blocks) }
      if timeSteps != [1] { object["time_steps"] = JSON(timeSteps) }
    }
    if synthetic == nil || augment != .none { object["augment"] = .string(augment.rawValue) }
    if reverses { object["reverse"] = .bool(true) }
    if pool != 512 { object["pool"] = JSON(pool) }
    object["inputs"] = JSON(inputs)
    object["horizon"] = JSON(horizon)
    return .object(object)
  }
}
