import ForeframeFiles
import ForeframeFrames

/// The sequences of a data set that are scored, and what a person should know of that choice.
struct EvaluationPart {
  let dataset: Dataset
  private(set) var sequences: [FrameSequence]
  /// What reports call it: "test", "all", "frames that the models have not seen".
  private(set) var name: String
  /// The part of a folder without split folders that too few frames are blamed on; nil if none.
  private(set) var cut: String?
  private(set) var warnings: [String] = []

  static let all = "all"
  static let unseen = "unseen"
  static let heldOut = "held-out"

  /// Sequences by a split or, if the options leave the choice, all that the models have not seen.
  ///
  /// - Parameters:
  ///   - models: those that are scored; baselines have seen nothing.
  ///   - needed: frames of a case.
  static func choose(
    _ path: String, _ description: DatasetDescription, _ models: [any Forecaster],
    _ options: EvaluationOptions, needed: Int
  ) throws -> EvaluationPart {
    let seen = models.compactMap { model in
      model.seen.map { Known(seen: $0, heldOut: model.heldOut) }
    }
    var part: EvaluationPart
    if let split = options.split, !options.choosesUnseen {
      part = try EvaluationPart(split, path, description)
    } else {
      part = EvaluationPart(everything: try Dataset.everything(path, description: description))
      // Where folders say what is for the test, that is scored by default.
      if options.choosesUnseen, part.dataset.hasSplitFolders {
        part = try EvaluationPart(.test, path, description)
      } else if options.choosesUnseen {
        if try !part.chooseUnseen(seen, needed: needed) {
          try part.chooseByFingerprint(models, description, needed: needed)
        }
        return part
      }
    }
    try part.warn(seen.map(\.seen))
    return part
  }

  /// What a model was trained on, and which of that was held out.
  private struct Known {
    var seen: SeenFrames
    var heldOut: SeenFrames?
  }

  private init(everything dataset: Dataset) {
    self.dataset = dataset
    sequences = dataset.sequences
    name = Self.all
  }

  private init(
    _ split: Dataset.Split, _ path: String, _ description: DatasetDescription
  ) throws {
    dataset = try Dataset.open(path, description: description)
    sequences = dataset[split]
    name = split.rawValue
    cut = dataset.hasSplitFolders ? nil : split.rawValue
    if sequences.isEmpty { throw EvaluationError.emptySplit(path: path, split: split.rawValue) }
  }

  /// Leaves out what one of the models was trained on, or, where that is everything, what was not held
  /// out from the training of all of them. Returns false if none of it was in any training.
  private mutating func chooseUnseen(_ models: [Known], needed: Int) throws -> Bool {
    if models.isEmpty { return false }
    let files = try ContentScan(sequences).files
    let all = files.flatMap(\.self)
    let concerned = models.filter { $0.seen.haveSeen(all) }
    if concerned.isEmpty { return false }
    func parts(_ isWanted: (UInt64) -> Bool) -> [FrameSequence] {
      zip(sequences, files).flatMap { sequence, files in
        Self.runs(files.map(isWanted), of: true).map { sequence.slice($0) }
      }
    }
    func isSeen(_ file: UInt64) -> Bool { concerned.contains { $0.seen.contains(file) } }
    let count = all.count(where: isSeen)
    let unseen = parts { !isSeen($0) }
    if unseen.contains(where: { $0.count >= needed }) {
      warnings.append(
        "\(count) of \(all.count) frames were in the training of a model and are left out; --split "
          + "all scores them, too")
      sequences = unseen
      name = Self.unseen
      return true
    }
    let held = parts { file in concerned.allSatisfy { $0.heldOut?.contains(file) ?? false } }
    if held.contains(where: { $0.count >= needed }) {
      let frames = held.reduce(0) { $0 + $1.count }
      warnings.append(
        "scored are the \(frames) of \(all.count) frames that were held out from training; the best model "
          + "of a run is chosen by its error on them, so the scores are a little too good")
      sequences = held
      name = Self.heldOut
    } else {
      warnings.append(Self.scored(count, of: all.count))
    }
    return true
  }

  /// For models of versions that kept no list of frames: data with the fingerprint of their training
  /// data are divided as training divides by default.
  private mutating func chooseByFingerprint(
    _ models: [any Forecaster], _ description: DatasetDescription, needed: Int
  ) throws {
    let prints = models.filter { $0.seen == nil }.compactMap {
      $0.notes["data_fingerprint"]?.string
    }
    guard !prints.isEmpty, let first = try sequences.first?.format(of: 0),
      let divided = try? Dataset.open(dataset.path, description: description),
      !divided.test.isEmpty
    else { return }
    let encoding = try FrameEncoding(
      format: first, scaling: divided.description.scaling(for: first, source: dataset.path),
      noData: divided.description.noData)
    guard
      try prints.contains(ContentScan(divided.train + divided.validation, encoding).fingerprint)
    else { return }
    if divided.test.contains(where: { $0.count >= needed }) {
      sequences = divided.test
      name = Dataset.Split.test.rawValue
      cut = name
    } else {
      let all = divided.sequences.reduce(0) { $0 + $1.count }
      let test = divided.test.reduce(0) { $0 + $1.count }
      warnings.append(Self.scored(all - test, of: all))
    }
  }

  /// Says whether training frames are scored.
  private mutating func warn(_ seen: [SeenFrames]) throws {
    if seen.isEmpty { return }
    let files = try ContentScan(sequences).files.flatMap(\.self)
    let concerned = seen.filter { $0.haveSeen(files) }
    guard !concerned.isEmpty else { return }
    let count = files.count { file in concerned.contains { $0.contains(file) } }
    warnings.append(Self.scored(count, of: files.count))
  }

  private static func scored(_ count: Int, of all: Int) -> String {
    "\(count) of the \(all) frames that are scored were in the training of a model: the scores say "
      + "nothing of frames that it has not seen"
  }

  /// The longest ranges in which a flag has one value.
  static func runs(_ flags: [Bool], of value: Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for index in 0...flags.count {
      if index < flags.count, flags[index] == value {
        start = start ?? index
      } else if let begin = start {
        runs.append(begin..<index)
        start = nil
      }
    }
    return runs
  }
}
