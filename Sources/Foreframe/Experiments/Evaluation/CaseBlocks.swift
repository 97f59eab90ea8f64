import ForeframeFrames

/// Which cases of an evaluation belong together: what a bootstrap draws as one.
///
/// Cases of one sequence have frames in common and the same weather, so a whole sequence is drawn. Where
/// all cases are of one sequence, it is cut into runs of cases that begin within the length of a case:
/// cases of two runs share frames with the neighbouring runs alone.
public struct CaseBlocks: Sendable {
  /// What a group is.
  public enum Kind: Sendable, Hashable {
    case sequences
    /// Runs of consecutive cases of one sequence.
    case runs

    /// For people, in the plural.
    public var words: String {
      switch self {
      case .sequences: "sequences"
      case .runs: "runs of consecutive cases"
      }
    }
  }

  public let kind: Kind
  private let groups: [Int]

  /// - Parameters:
  ///   - windows: the cases.
  ///   - length: frames of a case.
  init(_ windows: [WindowIndex.Window], length: Int) {
    kind = Set(windows.map(\.sequence)).count > 1 ? .sequences : .runs
    switch kind {
    case .sequences: groups = windows.map(\.sequence)
    case .runs: groups = windows.map { $0.start / max(1, length) }
    }
  }

  /// The group of a case.
  func group(of index: Int) -> Int { groups[index] }
}
