import ForeframeFiles
import ForeframeFrames

/// The recipe that is chosen for a folder of frames: a pure function of what the folder is like, of what
/// a person wishes, and of the memory there is.
public struct RecipeChoice: Hashable, Sendable {
  public let facts: FolderFacts
  public let wishes: RecipeWishes
  let window: WindowChoice
  let split: SplitChoice
  let size: SizeChoice
  let network: NetworkChoice
  let batch: Int
  /// Whether activations are computed again for the gradient, since memory is scarce.
  let recomputes: Bool
  let augment: Augmentation
  let minutes: Double
  let validationCases: Int
  /// Whether a network could learn the windows by heart: its weights are averaged then, it is validated
  /// often, and how fast it learns depends on the network.
  let hasFew: Bool
  private let windows: Int

  /// - Parameter memory: bytes that training may take.
  public init(_ facts: FolderFacts, _ wishes: RecipeWishes = RecipeWishes(), memory: Int) {
    self.facts = facts
    self.wishes = wishes
    minutes = wishes.minutes ?? RecipeWishes.usualMinutes
    window = WindowChoice(facts, wishes)
    split = SplitChoice(facts, window: window.length)
    size = SizeChoice(facts, horizon: window.horizon, wanted: wishes.size)
    windows = split.trainingWindows(facts, window: window.length)
    network = NetworkChoice(facts, size: size.seen, minutes: minutes, windows: windows)
    let numbers =
      Double(size.seen.height) * Double(size.seen.width) * Double(window.length)
      * network.numbersPerPixel
    let bytes = numbers * Double(MemoryLayout<Float>.stride)
    let budget = Self.memoryShare * Double(memory)
    let wanted = min(Self.wantedBatch(size.seen, window.length), max(1, windows))
    var batch = wanted
    while batch > 1, Double(batch) * bytes > budget { batch /= 2 }
    self.batch = batch
    recomputes = bytes > budget
    augment = Self.augmentation(windows: windows, isSquare: size.seen.height == size.seen.width)
    hasFew = windows < Self.few
    validationCases = max(8, min(64, Int(8 * minutes)))
  }

  /// Fewer windows than this are few.
  static let few = 500

  /// The part of the memory that activations may take.
  private static let memoryShare = 0.5

  /// Larger batches where a sequence is little work.
  private static func wantedBatch(_ size: FrameSize, _ length: Int) -> Int {
    let work = Double(size.height) * Double(size.width) * Double(length)
    return work < 200_000 ? 8 : work < 1_000_000 ? 4 : 2
  }

  /// The fewer windows, the more ways to see each.
  private static func augmentation(windows: Int, isSquare: Bool) -> Augmentation {
    if windows < few, isSquare { return .turned }
    return windows < 5000 ? .mirrored : .none
  }

  /// The recipe's name: the folder's.
  private var name: String {
    let name = FileSystem.split(facts.path).name
    return name.isEmpty || name == "." || name == ".." ? "frames" : name
  }

  /// Samples that become 0 and 1, where the full range of the depth would hide most of what there is.
  private var range: (minimum: Double, maximum: Double)? {
    guard facts.bitDepth == 16, !facts.hasGivenRange, let samples = facts.samples else {
      return nil
    }
    let width = samples.upperBound - samples.lowerBound
    guard width > 0, width < 32_768 else { return nil }
    // Other frames may reach further.
    return (
      max(0, (samples.lowerBound - 0.1 * width).rounded(.down)),
      min(65_535, (samples.upperBound + 0.1 * width).rounded(.up))
    )
  }

  private var dataLines: [RecipeLine] {
    var lines = [RecipeLine("path", JSON.string(facts.path).text())]
    if let mask = wishes.mask { lines.append(RecipeLine("mask", JSON.string(mask).text())) }
    lines += split.lines + size.lines
    if let range {
      lines += [
        RecipeLine(
          "minimum", DecimalText.fixed(range.minimum, 0),
          "samples that become 0 and 1: the files use few"),
        RecipeLine("maximum", DecimalText.fixed(range.maximum, 0)),
      ]
    }
    return lines + [
      RecipeLine("augment", augment.rawValue, "or none, mirrored, turned")
    ] + network.dataLines + [
      RecipeLine(
        "inputs", "\(window.inputs)", "frames that the network reads, and predicts in training"),
      RecipeLine("horizon", "\(window.horizon)"),
    ]
  }

  private var rate: String { hasFew ? network.rateForFewWindows : "1e-3" }

  private var trainingLines: [RecipeLine] {
    var lines = [
      RecipeLine(
        "minutes", DecimalText.brief(minutes, 9),
        "the clock ends the run; or steps: N, or epochs: N, in place of minutes"),
      RecipeLine("batch", "\(batch)", "sequences in a step"),
    ]
    if recomputes {
      lines.append(
        RecipeLine("recompute", "true", "activations are computed again: memory is scarce"))
    }
    lines += [
      RecipeLine("loss", "mse"),
      RecipeLine("optimiser", "adam"),
      RecipeLine("rate", rate, "the highest learning rate, and how it rises and falls"),
      RecipeLine("schedule", "one-cycle"),
      RecipeLine("clip_norm", "1"),
      RecipeLine("seed", "1"),
    ]
    if hasFew {
      lines.append(RecipeLine("average", "0.98", "the model is a moving average of the weights"))
    }
    lines += [
      RecipeLine(
        "validate_every", hasFew ? "50" : "100",
        "numbers of steps are thousandths of the time where minutes are given"),
      RecipeLine("validation_cases", "\(validationCases)"),
      RecipeLine("save_every", "100"),
      RecipeLine("sample_every", "200"),
    ]
    return lines
  }

  /// The recipe as YAML with comments; ``recipe(_:)`` reads the very same.
  public var text: String {
    let head =
      ["A recipe for \(facts.path.shown), chosen by what was found there:"]
      + facts.sentences.map { "  \($0)" }
      + ["Change what you like; foreframe train -c FILE -o RUN trains by it."]
    let parts = [
      ("model", network.lines), ("data", dataLines), ("training", trainingLines),
    ].map { name, lines in "\(name):\n" + lines.map(\.text).joined(separator: "\n") }
    return head.map { "# \($0)" }.joined(separator: "\n")
      + "\nname: \(JSON.string(name).text())\n\n" + parts.joined(separator: "\n\n") + "\n"
  }

  /// The recipe, with a person's further changes.
  ///
  /// - Throws: ``RecipeError`` for changes that do not fit.
  public func recipe(
    _ overrides: Recipe.Overrides = Recipe.Overrides()
  ) throws(RecipeError) -> Recipe {
    let value: JSON
    do throws(YAMLText.Failure) {
      value = try YAMLText.parse(text)
    } catch {
      throw .syntax(file: name, reason: error.reason)
    }
    return try Recipe.read(value, file: name, overrides: overrides)
  }

  /// What was found and chosen, in about ten lines for people.
  public var summary: [String] {
    var lines = facts.sentences
    lines.append("network: \(network.words)")
    lines.append("size: \(size.words(of: facts.size))")
    lines.append(
      "frames: \(window.inputs) read, \(window.horizon) predicted; \(windows) windows to train on")
    lines.append("held out: \(split.words)")
    lines.append("augmentation: \(augment.words)")
    let recomputed = recomputes ? ", activations computed again since memory is scarce" : ""
    lines.append("batch: \(batch) sequence\(batch == 1 ? "" : "s")\(recomputed)")
    lines.append(
      "learning: Adam, squared error, a rate that rises to \(rate) and falls to 0 over the run"
        + (hasFew ? ", averaged weights" : ""))
    lines.append("time: \(TimeWords.minutes(minutes)), validations on the way included")
    return lines
  }
}

extension Augmentation {
  /// In words.
  fileprivate var words: String {
    switch self {
    case .none: "none, there is enough"
    case .mirrored: "windows are mirrored at random"
    case .turned: "windows are mirrored and turned at random, since there are few"
    }
  }
}
