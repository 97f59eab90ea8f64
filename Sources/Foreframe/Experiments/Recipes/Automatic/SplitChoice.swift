/// How the sequences of a folder are divided into what trains and what is held out.
enum SplitChoice: Hashable, Sendable {
  /// Folders say it.
  case folders
  /// Whole sequences: the last ones are held out, in parts of training, validation and test.
  case bySequence(fractions: [Double])
  /// The last part of each sequence is held out; `gap` frames before it belong to neither part.
  case byTime(share: Double, gap: Int)
  /// Nothing can be held out: the sequences are too short.
  case nothing

  /// With fewer sequences, time divides them: one of three held out would be a third of all.
  private static let fewestSequences = 5
  /// The part that is held out in time, where sequences are long.
  private static let heldOut = 0.2
  /// So many windows are to fit into it, where sequences are short, but the part is not to be larger
  /// than this.
  private static let (heldOutWindows, mostHeldOut) = (1.75, 0.4)
  /// Windows longer than this are only taken if somebody asks for them.
  private static let usualWindow = 20

  /// Whether folders hold something out.
  private static func hasHeldOut(_ facts: FolderFacts) -> Bool {
    facts.hasSplitFolders && !facts.validation.isEmpty
  }

  /// The longest window, in frames, that leaves enough of them on both sides.
  static func longestWindow(_ facts: FolderFacts) -> Int {
    let lengths = facts.sequences.sorted()
    let middle = lengths.isEmpty ? 0 : lengths[lengths.count / 2]
    let room: Int
    if hasHeldOut(facts) {
      room = min(middle, facts.validation.max() ?? middle)
    } else if lengths.count >= fewestSequences {
      room = middle
    } else {
      // About twice the window to train on, once between the parts, and nearly twice held out.
      room = (lengths.last ?? 0) / 5
    }
    return min(usualWindow, max(2, room))
  }

  /// - Parameter window: frames that a window has.
  init(_ facts: FolderFacts, window: Int) {
    let usable = facts.sequences.filter { $0 >= window }
    if Self.hasHeldOut(facts), facts.validation.contains(where: { $0 >= window }) {
      self = .folders
      return
    }
    // Folders that hold nothing out for validation are divided by time, as sequences without folders are
    // if they are few.
    if !facts.hasSplitFolders, usable.count >= Self.fewestSequences {
      let count = Double(facts.sequences.count)
      self = .bySequence(
        fractions: count >= 10 ? [0.8, 0.1, 0.1] : [(count - 1) / count, 1 / count, 0])
      return
    }
    let longest = facts.sequences.max() ?? 0
    let wanted = Self.heldOutWindows * Double(window) / Double(max(longest, 1))
    let share = (100 * min(Self.mostHeldOut, max(Self.heldOut, wanted))).rounded() / 100
    let last = max(window, Int((Double(longest) * share).rounded(.up)))
    guard longest - last >= window else {
      self = .nothing
      return
    }
    self = .byTime(share: share, gap: min(window, longest - last - window))
  }

  /// How many windows there are to train on, about.
  func trainingWindows(_ facts: FolderFacts, window: Int) -> Int {
    var lengths = facts.sequences
    switch self {
    case .folders, .nothing: break
    case .bySequence(let fractions):
      lengths = Array(lengths.prefix(Int((Double(lengths.count) * fractions[0]).rounded())))
    case .byTime(let share, let gap):
      lengths = lengths.map { length in
        let last = max(window, Int((Double(length) * share).rounded(.up)))
        return length - last - gap >= window ? length - last - gap : length
      }
    }
    return lengths.reduce(0) { $0 + max(0, $1 - window + 1) }
  }

  /// In words, for the summary.
  var words: String {
    switch self {
    case .folders: "the folders say what is for training and what for validation"
    case .bySequence(let fractions):
      fractions[2] > 0
        ? "whole sequences: 80 % for training, 10 % for validation, 10 % for a test"
        : "whole sequences: all but the last for training, the last for validation"
    case .byTime(let share, let gap):
      "by time: the last \(DecimalText.fixed(100 * share, 0)) % of each sequence, at least a window, "
        + "for validation"
        + (gap > 0 ? "; \(gap) frames before it are left out" : "")
    case .nothing:
      "nothing can be held out, the sequences are too short: scores are of training windows"
    }
  }

  /// What the recipe says of it.
  var lines: [RecipeLine] {
    switch self {
    case .folders: []
    case .bySequence(let fractions):
      [
        RecipeLine("split", "sequence", "whole sequences are held out: training, validation, test"),
        RecipeLine(
          "fractions",
          "[" + fractions.map { DecimalText.brief($0, 6) }.joined(separator: ", ") + "]"),
      ]
    case .byTime(let share, let gap):
      [
        RecipeLine("fractions", "[1, 0, 0]", "no sequence is held out as a whole,"),
        RecipeLine(
          "held_out", DecimalText.brief(share),
          "but the last part of each, and the frames before it"),
      ]
        + (gap > 0
          ? [RecipeLine("gap", "\(gap)", "are in neither part: as many as a window has")] : [])
    case .nothing:
      [
        RecipeLine("fractions", "[1, 0, 0]"),
        RecipeLine("held_out", "0", "the sequences are too short to hold anything out"),
      ]
    }
  }
}
