import ForeframeFiles

/// The names of the last frames of a folder that grows, in the order of their numbers or times. It is
/// told of one name after the other, and remembers a bounded number of them.
public struct FrameTimeline: Sendable {
  /// Where a name belongs.
  public enum Place: Hashable, Sendable {
    /// After all others; so many frames are missing between them and it.
    case next(missing: Int)
    /// Before others that came earlier.
    case late
    /// Before all that are remembered.
    case tooLate
    /// It is there already.
    case known
    /// Where another name is: one number or time, written in two ways.
    case taken(by: String)
    /// Nowhere: the name does not go with the others.
    case stray(reason: String)
  }

  /// The folder of the frames.
  public let folder: String
  /// In order; a gap ends one and begins the next.
  public private(set) var sequences: [FrameSequence] = []
  /// How the user says that names count.
  private let given: FramePattern?
  private let limit: Int
  private var names: [String] = []
  /// At which step each name is.
  private var steps: [String: Int] = [:]

  /// With fewer names than this, each new one may change how all are understood.
  private static let settledCount = 8

  /// A timeline without names.
  ///
  /// - Parameters:
  ///   - pattern: how names count; nil: it is detected.
  ///   - limit: the most names that are remembered.
  public init(_ folder: String, pattern: FramePattern? = nil, limit: Int) {
    self.folder = folder
    self.limit = max(limit, 2)
    given = pattern
  }

  /// A timeline of what was found in a folder. Names are forgotten only with the first that is added.
  ///
  /// - Throws: `FrameError.severalSeries` where there is more than one series.
  public init(
    _ folder: String, _ scan: SequenceScan, pattern: FramePattern? = nil, limit: Int
  ) throws(FrameError) {
    self.init(folder, pattern: pattern, limit: limit)
    _ = try scan.sequenceToContinue()
    take(scan)
  }

  /// What a forecast continues; nil without names.
  public var last: FrameSequence? { sequences.last }

  /// All names that are remembered, in order.
  public var allNames: [String] { names }

  /// At which step a name is: two names that differ by 1 follow each other. Nil if it is not
  /// remembered.
  public func step(of name: String) -> Int? { steps[name] }

  /// Names in the order in which they would stand.
  public func inOrder(_ new: [String]) -> [String] {
    guard new.count > 1 else { return new }
    let natural = new.sorted(by: NaturalOrder.precedes)
    guard let scan = try? scan(names + new.filter { steps[$0] == nil }) else { return natural }
    let wanted = Set(new)
    let ordered = scan.sequences.flatMap(\.names).filter(wanted.contains)
    return ordered + natural.filter { !Set(ordered).contains($0) }
  }

  /// Forgets a name.
  public mutating func remove(_ name: String) {
    guard steps[name] != nil else { return }
    let rest = names.filter { $0 != name }
    if let scan = try? scan(rest), !rest.isEmpty {
      take(scan)
    } else {
      (names, steps, sequences) = ([], [:], [])
    }
  }

  /// Forgets the oldest names beyond the limit.
  public mutating func forgetOldest() {
    guard names.count > limit, let scan = try? scan(names.suffix(limit)) else { return }
    take(scan)
  }

  /// Takes a name in, where it has a place.
  public mutating func add(_ name: String) -> Place {
    if steps[name] != nil { return .known }
    let found: SequenceScan
    do throws(FrameError) {
      found = try scan(names + [name])
    } catch {
      switch error {
      case .duplicateFrames(_, let first, let second):
        return .taken(by: first == name ? second : first)
      default: return .stray(reason: "\(error)")
      }
    }
    guard found.series.count == 1, let last = found.sequences.last else {
      return .stray(reason: "its name does not go with the others")
    }
    let ordered = found.sequences.flatMap(\.names)
    guard ordered.contains(name), ordered.count == names.count + 1 else {
      return .stray(reason: "its name does not go with the others")
    }
    if names.count >= limit, ordered.first == name { return .tooLate }
    let before = names.last
    take(found)
    names = ordered.suffix(limit)
    guard ordered.last == name else { return .late }
    guard last.count == 1, let before, let first = steps[before], let step = steps[name] else {
      return .next(missing: 0)
    }
    return .next(missing: step - first - 1)
  }

  /// Names as sequences. A pattern that was found once stays as long as names fit.
  private func scan(_ all: [String]) throws(FrameError) -> SequenceScan {
    if given == nil, names.count >= Self.settledCount, let pattern = last?.pattern,
      all.allSatisfy({ steps[$0] != nil || pattern.position(of: $0) != nil })
    {
      return try FrameSequence.scan(folder: folder, names: all, pattern: pattern)
    }
    return try FrameSequence.scan(folder: folder, names: all, pattern: given)
  }

  private mutating func take(_ scan: SequenceScan) {
    sequences = scan.sequences
    names = []
    steps = [:]
    var step = 0
    var previous: (sequence: FrameSequence, name: String)?
    for sequence in sequences {
      for (index, name) in sequence.names.enumerated() {
        if index > 0 {
          step += 1
        } else if let previous {
          step += sequence.steps(from: previous.name, to: name)
        }
        names.append(name)
        steps[name] = step
        previous = (sequence, name)
      }
    }
  }
}

extension FrameSequence {
  /// How many usual steps a frame after a gap is after the one before the gap: at least 2.
  fileprivate func steps(from first: String, to second: String) -> Int {
    guard let pattern, let cadence, let a = pattern.position(of: first),
      let b = pattern.position(of: second)
    else { return 2 }
    var distance = cadence.distance(from: a, to: b, unit: pattern.unit)
    // Times of day begin again at midnight.
    if distance < 0, let cycle = pattern.cycle { distance = FramePattern.sum(distance, cycle) }
    let steps = (Double(distance) / Double(cadence.step)).rounded()
    return Int(max(2, min(1e9, steps)))
  }
}
