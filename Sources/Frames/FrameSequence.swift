import ForeframeFiles

/// Frames of one folder that follow each other without a gap, in the order of their numbers or
/// times. Knows names, not pixels; `read` loads a frame.
public struct FrameSequence: Sendable, Hashable {
  /// The folder of the frames.
  public let folder: String
  /// A name for reports: the folder's, and the first frame's where the folder has several sequences.
  public var name: String
  /// File names in order, never empty.
  public let names: [String]
  /// How the names count; nil where they only have an order.
  public let pattern: FramePattern?
  /// The usual step; nil for a single frame, or without a pattern.
  public var cadence: FrameCadence?
  /// Which pixels are observed at all; nil: every pixel.
  public var mask: ObservedMask?

  init(
    folder: String, name: String, names: [String], pattern: FramePattern?, cadence: FrameCadence?
  ) {
    self.folder = folder
    self.name = name
    self.names = names
    self.pattern = pattern
    self.cadence = cadence
  }

  /// Number of frames.
  public var count: Int { names.count }

  /// The path of a frame.
  public func path(_ index: Int) -> String { FileSystem.join(folder, names[index]) }

  /// The paths of all frames, in order.
  public var paths: [String] { names.indices.map(path) }

  /// Some of the frames, as a sequence of their own; `range` must not be empty.
  public func slice(_ range: Range<Int>) -> FrameSequence {
    precondition(!range.isEmpty, "an empty slice of the sequence \(name)")
    var part = FrameSequence(
      folder: folder, name: name, names: Array(names[range]), pattern: pattern, cadence: cadence)
    part.mask = mask
    return part
  }

  /// The file names of the `count` frames after the last: its number or time continued by the
  /// usual step, with the same padding; the rest of the name as the last frame has it. Without a
  /// pattern, or for a time without a known step, the names' common beginning and a counter.
  public func nextNames(_ count: Int) -> [String] {
    let step = cadence ?? (pattern?.unit == .frames ? FrameCadence(unit: .frames, step: 1) : nil)
    let lastName = names[names.count - 1]
    guard let pattern, let step, let last = pattern.position(of: lastName) else {
      return counterNames(count)
    }
    let counters = pattern.hasCounter ? counterSteps(pattern) : []
    let next = positions(count, after: last, by: step, pattern)
    let offsets = monthlyOffsets(next, by: step, pattern)
    let continued = next.enumerated().map { index, position in
      pattern.name(
        at: position, like: lastName,
        counting: counters.map {
          $0.multipliedReportingOverflow(by: Int64(index) + 1).partialValue
        }, offsets: offsets?[index])
    }
    // Times of day begin again at midnight; a long forecast would overwrite itself.
    return Set(continued).count == count ? continued : counterNames(count)
  }

  /// How far the other times of the next frames are from the frames' own where they go on by
  /// months, too: the first and the last day of each. Nil if each stays as far as it is.
  private func monthlyOffsets(
    _ next: [Int64], by step: FrameCadence, _ pattern: FramePattern
  ) -> [[Int64]]? {
    guard step.unit == .months, pattern.unit != .months, pattern.hasOtherTimes else { return nil }
    let fits = names.compactMap(pattern.fit)
    guard let last = fits.last else { return nil }
    let offsets = last.offsets.enumerated().map { other, offset -> [Int64] in
      let past = fits.map { FramePattern.sum($0.position, $0.offsets[other]) }
      guard FrameCadence.detect(positions: past, unit: pattern.unit) == step else {
        return next.map { _ in offset }
      }
      let ends = positions(
        next.count, after: past[past.count - 1], by: step, pattern, like: past)
      return zip(next, ends).map { FramePattern.sum($1, -$0) }
    }
    return next.indices.map { index in offsets.map { $0[index] } }
  }

  /// Where the next frames stand, or another time of theirs that was at these positions.
  private func positions(
    _ count: Int, after last: Int64, by step: FrameCadence, _ pattern: FramePattern,
    like past: [Int64]? = nil
  ) -> [Int64] {
    let perSecond = pattern.unit.perSecond
    var times: [CivilTime] = []
    // Only steps of days can follow the calendar.
    if let seconds = step.seconds, pattern.unit != .months,
      seconds >= Double(CivilTime.secondsPerDay)
    {
      times = (past ?? names.compactMap(pattern.position)).map {
        Moment(position: $0, perSecond: perSecond).time
      }
    }
    let hasDayOfYear = pattern.fields.contains { $0.padded == .dayOfYear }
    if step.unit != .months, let time = times.last,
      let rhythm = CalendarRhythm(times, hasDayOfYear: hasDayOfYear)
    {
      return rhythm.times(count, after: time).map {
        var moment = Moment(position: last, perSecond: perSecond)
        moment.time = $0
        return moment.position(perSecond: perSecond) ?? last
      }
    }
    // 31 where every frame is of the last day of its month.
    let days = Set(times.map(\.day))
    let day = days.count > 1 && times.allSatisfy(\.isLastOfMonth) ? 31 : days.max()
    return (0..<count).map {
      step.advance(last, by: Int64($0) + 1, unit: pattern.unit, day: day)
    }
  }

  /// The usual step of each counter beside a time.
  private func counterSteps(_ pattern: FramePattern) -> [Int64] {
    let counters = names.suffix(64).compactMap { pattern.fit($0)?.counters }
    guard let last = counters.last else { return [] }
    return last.indices.map { index in
      let steps = zip(counters.dropFirst(), counters).map { $0[index] - $1[index] }.sorted()
      return steps.isEmpty ? 1 : steps[(steps.count - 1) / 2]
    }
  }

  private func counterNames(_ count: Int) -> [String] {
    let stems = names.map(FileSystem.stem)
    var prefix = Array(stems[0])
    for stem in stems {
      prefix = Array(zip(prefix, stem).prefix { $0 == $1 }.map(\.0))
    }
    while let last = prefix.last, last == "_" || last == "-" || last == "." || last == " " {
      prefix.removeLast()
    }
    let start = prefix.isEmpty ? "prediction" : String(prefix)
    let suffix = FileSystem.pathExtension(names[0])
    return (1...max(count, 1)).prefix(count).map { number in
      let digits = String(number)
      let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
      return "\(start)_\(zeros)\(digits).\(suffix)"
    }
  }

  /// For people: how the names were understood, and how many there are.
  ///
  /// "%Y%m%d_%H%M.png: 40 frames, 2015-05-15 15:45 to 2015-05-15 19:00, every 5 min"
  public var patternDescription: String {
    let frames = "\(count) frame\(count == 1 ? "" : "s")"
    guard let pattern, let first = pattern.position(of: names[0]),
      let last = pattern.position(of: names[count - 1])
    else { return "names without a common number or time, in natural order: \(frames)" }
    let ends = [first, last].map(pattern.describe(position:))
    let range = count == 1 ? ends[0] : "\(ends[0]) to \(ends[1])"
    let step = cadence.map { cadence in
      pattern.decimals == 0 ? "\(cadence)" : pattern.describe(position: cadence.step)
    }
    return "\(pattern): \(frames), \(range)" + (step.map { ", every \($0)" } ?? "")
  }
}
