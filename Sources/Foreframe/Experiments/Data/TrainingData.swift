import ForeframeFiles
import ForeframeFrames
import ForeframeTraining

/// Batches for training and validation, each determined by its number: going on needs no more
/// than the number of the next step.
public struct TrainingData: Sendable {
  /// Size of the frames that the network sees, multiples of its patch.
  public var size: FrameSize
  public var channels: Int
  /// Whether some pixels are missing, or padded.
  public var hasMask: Bool
  /// Samples that became 0 and 1.
  public var minimum: Float
  public var maximum: Float
  /// Time from frame to frame, such as "5 min"; nil if there is none.
  public var cadence: String?
  /// Stands for the whole content of the data, as the network sees it.
  public var fingerprint: String
  /// What the frames are, for the model file.
  public var frames: FramesProvenance
  /// The files among them, with those that were left out between training and validation; nil for data
  /// that is made on the fly, or too many files.
  public var seen: SeenFrames?
  /// The files that validation scores, and training does not see; nil if there are none.
  public var heldOut: SeenFrames?
  /// Whether nothing could be held out, so that "validation" scores training windows.
  public var validatesOnTraining = false
  /// Batches in an epoch; nil for data without end.
  public var batchesPerEpoch: Int?
  /// What was found, line by line, for people.
  public var summary: [String]
  /// What a person should know of it, line by line; empty if all is well.
  public var warnings: [String] = []
  /// Validation batches, and the cases in them.
  public var validationBatches: Int
  public var validationCases: Int
  /// Windows that are prepared once, where preparing takes time or windows have several scales; nil:
  /// ``batch`` makes each anew.
  var pool: WindowPool?
  /// What a validation's frames are apart.
  public var spacing = FrameSpacing.unknown
  /// Batch of a step: [T + K, N, H, W, C].
  public var batch: @Sendable (Int) throws -> FrameBatch
  /// Batch `0..<validationBatches`.
  public var validation: @Sendable (Int) throws -> FrameBatch

  /// Opens what a recipe asks for.
  ///
  /// - Parameter progress: is told how many of how many frames have been checked.
  /// - Throws: ``RecipeError``, `FrameError`, `PNGError` for a frame that is damaged, `IdxError`.
  public static func open(
    _ recipe: Recipe, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> TrainingData {
    if let kind = recipe.data.synthetic { return try synthetic(kind, recipe) }
    guard let path = recipe.data.path else {
      throw RecipeError.badValue(
        file: recipe.name, key: "data.path",
        reason: "name a folder of frames: foreframe train DATA -c ..., or --set data.path=DATA")
    }
    return try folder(path, recipe, progress)
  }

  /// What the first training windows look like, at least 16 of them, in at most 16 batches: the same
  /// in every run.
  static func content(of source: BatchSource) throws -> FrameContent {
    var content = FrameContent()
    for number in measured(batchSize: source.batchSize) {
      content.add(try source.batch(number))
    }
    return content
  }

  static func content(of source: any SyntheticSequences, batchSize: Int) -> FrameContent {
    var content = FrameContent()
    for number in measured(batchSize: batchSize) {
      content.add(
        FrameBatch(
          source, first: number * batchSize, count: batchSize, validCount: batchSize))
    }
    return content
  }

  private static func measured(batchSize: Int) -> Range<Int> {
    0..<min(16, (16 + batchSize - 1) / batchSize)
  }
}
