import ForeframeFiles
import ForeframeFrames

/// A frame at the scale of the forecast.
struct KeptFrame {
  let frame: Frame
  /// How it was reduced; nil if it is as it came.
  let reduction: FrameReduction?
}

/// What becomes of a new frame.
extension FolderWatcher {
  /// Takes in a frame that is whole.
  func take(
    _ name: String, _ kept: KeptFrame, _ signature: FileSignature, _ report: Report
  ) throws {
    let isFirst = timeline.last == nil
    let before = timeline.last?.names.last
    let place = timeline.add(name)
    if isFirst, let last = timeline.last { try report(.understood(last.patternDescription)) }
    switch place {
    case .known: return try takeAgain(name, kept, signature, report)
    case .stray(let reason):
      leaveOut(name, signature)
      return try stray(name, reason, report)
    case .taken(let other):
      leaveOut(name, signature)
      return try report(.sameTime(name: name, other: other))
    case .tooLate:
      leaveOut(name, signature)
      return try report(.tooLate(name: name))
    case .late:
      try report(.late(name: name))
      continuation.forget()
      try leaveOutTooEarly(name, report)
    case .next(let missing):
      if missing > 0 { try report(.gap(name: name, missing: missing)) }
      if let before, let earlier = recent[before] {
        try compare(name, kept.frame, before, earlier.frame, report)
      }
      newCount += 1
      needsForecast = true
    }
    keep(name, kept, signature)
    trim()
    try verify(name, kept.frame, report)
  }

  /// Leaves out a frame that stands far after all others if these go on all the same: its number is a
  /// mistake, and would make all frames to come late.
  private func leaveOutTooEarly(_ late: String, _ report: Report) throws {
    let sequences = timeline.sequences
    guard sequences.count > 1, let last = sequences.last, last.count == 1,
      sequences[sequences.count - 2].names.last == late
    else {
      lateInARow = 0
      return
    }
    lateInARow += 1
    guard lateInARow >= Self.mostLateInARow else { return }
    lateInARow = 0
    let name = last.names[0]
    timeline.remove(name)
    if let signature = signatures[name] { leaveOut(name, signature) }
    recent[name] = nil
    try report(.stray(name: name, reason: "it stands after frames that are still to come"))
    newCount += 1
    needsForecast = true
  }

  private static var mostLateInARow: Int { 3 }

  /// Says what is unusual about a frame beside the one before it.
  private func compare(
    _ name: String, _ frame: Frame, _ before: String, _ earlier: Frame, _ report: Report
  ) throws {
    guard frame.format.isCompatible(with: earlier.format) else {
      return try report(
        .otherFormat(name: name, format: "\(frame.format)", before: "\(earlier.format)"))
    }
    guard frame.samples == earlier.samples else {
      lastDoubled = nil
      return
    }
    // A camera that stands still is said once, not at each frame.
    if lastDoubled == nil { try report(.doubled(name: name, of: before)) }
    lastDoubled = name
  }

  /// A frame that is known has been written again.
  private func takeAgain(
    _ name: String, _ kept: KeptFrame, _ signature: FileSignature, _ report: Report
  ) throws {
    signatures[name] = signature
    guard let known = recent[name], known.frame != kept.frame else { return }
    try report(.rewritten(name: name))
    recent[name] = kept
    continuation.forget()
    newCount += 1
    needsForecast = true
  }

  func keep(_ name: String, _ kept: KeptFrame, _ signature: FileSignature) {
    recent[name] = kept
    signatures[name] = signature
  }

  /// A frame at the scale of the forecast; nil if it cannot be used, which is then said.
  func reduced(_ stored: Frame, _ name: String, _ report: Report) throws -> KeptFrame? {
    let frame: Frame
    do {
      try SampleError.check(noData: settings.noData, in: stored.format)
      frame = try settings.mask?.applied(to: stored, name: name) ?? stored
    } catch {
      // The first frame tells that an option is wrong.
      guard timeline.last != nil, !recent.isEmpty else { throw error }
      try report(.broken(name: name, reason: UserError(error).message))
      return nil
    }
    guard let reduction = try reduction(of: frame.format, name, report) else { return nil }
    return reduction.changesNothing
      ? KeptFrame(frame: frame, reduction: nil)
      : KeptFrame(frame: reduction.apply(frame), reduction: reduction)
  }

  /// The reduction of frames of a size; nil, and said, if they are too small for it.
  private func reduction(
    of format: FrameFormat, _ name: String, _ report: Report
  ) throws -> FrameReduction? {
    let size = FrameSize(height: format.height, width: format.width)
    if let known = reductions[size] { return known }
    let target = settings.scale.target(of: size, for: continuation.trainedOn) ?? size
    guard let found = FrameReduction(of: size, to: target, noData: settings.noData) else {
      try report(
        .broken(
          name: name,
          reason: "\(size) pixels are too small for \(target); give another --size"))
      return nil
    }
    // Frames of ever new sizes would be kept for ever.
    if reductions.count > 16 { reductions = [:] }
    reductions[size] = found
    return found
  }
}
