import ForeframeFiles
import ForeframeFrames

/// Continues the sequence in a folder that grows: a forecast for each new frame, and the errors of
/// earlier forecasts when their truth comes.
///
///     let watcher = try FolderWatcher(folder, to: output, with: continuation, settings)
///     try watcher.start(report: report)
///     while !isOver { try watcher.look(changes.wait(atMost: watcher.patience), report: report) }
///
/// Frames that come together are all read, and the last of them is forecast from, so that a slow forecast
/// never falls back further and further. Memory has a bound that does not depend on how long it goes on,
/// but for eight bytes for each name that is in the folder. One thread at a time may use it.
public final class FolderWatcher {
  public typealias Report = (WatchEvent) throws -> Void

  let folder: String
  /// Where forecasts go.
  public let output: WatchOutput
  let continuation: any SequenceContinuation
  let settings: WatchSettings
  let progress: ForecastProgress
  let horizon: Int
  let scores: ScoreLog

  private var arrivals: FrameArrivals
  /// Hashes of the names that the folder had at the last look.
  private var seen: Set<Int> = []
  private var isGone = false
  var timeline: FrameTimeline
  /// The last frames, as they are forecast from.
  var recent: [String: KeptFrame] = [:]
  /// The state in which files were read, or given up.
  var signatures: [String: FileSignature] = [:]
  /// Names that were read and are not used, oldest first.
  private var leftOut: [String] = []
  var reductions: [FrameSize: FrameReduction] = [:]
  var pending: [PendingForecast] = []
  /// Frames that have come since the last forecast.
  var newCount = 0
  var needsForecast = false
  /// Whether this process has written a forecast, and by which choice the last one was made.
  var hasWritten = false
  var chosenName: String?
  var lastDoubled: String?
  var saidLeads = false
  /// Late frames one after the other that go on right before the last frame.
  var lateInARow = 0
  private var strayCount = 0

  /// Names are remembered for as many frames at least.
  private static let fewestNames = 64
  /// Names that do not fit are said one by one only so often.
  private static let mostStrays = 20
  /// At the start, so many files may be broken one after the other before the rest is left for later.
  private static let mostStarts = 100

  /// A watcher that has not looked yet.
  ///
  /// - Parameter progress: may end a forecast; see ``ForecastProgress``.
  /// - Throws: an error if `scores.jsonl` cannot be opened.
  public init(
    _ folder: String, to output: WatchOutput, with continuation: any SequenceContinuation,
    _ settings: WatchSettings = WatchSettings(), progress: ForecastProgress = ForecastProgress()
  ) throws {
    self.folder = folder
    self.output = output
    self.continuation = continuation
    self.settings = settings
    self.progress = progress
    horizon = settings.horizon ?? continuation.horizon
    timeline = FrameTimeline(folder, limit: 2)
    arrivals = FrameArrivals(folder, limits: settings.limits, patience: settings.patience)
    scores = try writing { try ScoreLog(in: output.path) }
    timeline = emptyTimeline
  }

  private var emptyTimeline: FrameTimeline {
    FrameTimeline(folder, pattern: settings.pattern, limit: nameLimit)
  }

  private var nameLimit: Int { max(Self.fewestNames, continuation.reads + 2 * horizon) }

  /// Whether no frame has come yet.
  public var isEmpty: Bool { timeline.last == nil && !isWaiting }

  /// Whether a file is waited for that is not whole yet.
  public var isWaiting: Bool { arrivals.isWaiting }

  /// How long to wait for a change before the next look.
  public var patience: Duration { isWaiting ? .milliseconds(20) : .milliseconds(250) }

  /// How much is kept: frames, forecasts that wait for their truth and the frames in them, names, and
  /// files that are waited for.
  public var load: (frames: Int, forecasts: Int, predicted: Int, names: Int, files: Int) {
    (
      recent.count, pending.count, pending.reduce(0) { $0 + $1.frames.count },
      timeline.allNames.count + signatures.count + leftOut.count, arrivals.count
    )
  }

  /// Looks at what is there: verifies earlier forecasts, and forecasts from the last frame unless that was
  /// done before.
  ///
  /// - Throws: `FrameError` where the names in the folder cannot be understood.
  public func start(
    now: ContinuousClock.Instant = .now, report: Report
  ) throws {
    guard let scan = try scan() else { return }
    timeline = try FrameTimeline(folder, scan, pattern: settings.pattern, limit: nameLimit)
    for name in scan.ignored { try stray(name, "it does not fit the pattern", report) }
    if let last = timeline.last { try report(.understood(last.patternDescription)) }
    let records = try output.records()
    let earlier = loadPending(records)
    // What is not whole yet is taken out, and others take its place among the last.
    var tried: Set<String> = []
    for _ in 0..<Self.mostStarts {
      let names = toBeRead(earlier).filter { tried.insert($0).inserted }
      if names.isEmpty { break }
      for name in names { try read(name, report) }
    }
    scores.forgetVerified()
    timeline.forgetOldest()
    trim()
    if let last = timeline.last?.names.last {
      let isDone = isCurrent(records.last, last)
      needsForecast = !isDone
      if isDone { try report(.isThere(from: last)) }
    }
    try forecastIfNeeded(report)
    try takeArrivals(now, report)
  }

  /// Reads a frame that was there before this process began.
  private func read(_ name: String, _ report: Report) throws {
    try progress.check()
    let path = FileSystem.join(folder, name)
    guard let signature = FileSignature(path),
      let frame = try? PNGCodec.read(path: path, limits: settings.limits),
      let reduced = try reduced(frame, name, report)
    else {
      // It may not be whole yet.
      timeline.remove(name)
      return arrivals.expect(name)
    }
    keep(name, reduced, signature)
    try verify(name, reduced.frame, report)
  }

  /// Takes note of a change, and of files that were not whole at the last look.
  public func look(
    _ change: FolderChange, now: ContinuousClock.Instant = .now, report: Report
  ) throws {
    switch change {
    case .nothing: break
    case .names(let names):
      for name in names where FrameSequence.isFrameName(name) { notice(name) }
    case .anything: try lookAtAll(now, report)
    }
    try takeArrivals(now, report)
  }

  /// What is in the folder; nil if there are no frames yet.
  private func scan() throws -> SequenceScan? {
    let names = try FileSystem.list(folder).filter(FrameSequence.isFrameName)
    seen = Set(names.map(\.hashValue))
    do throws(FrameError) {
      return try FrameSequence.scan(folder, pattern: settings.pattern)
    } catch {
      switch error {
      case .emptyFolder, .unreadableNames, .noMatch: return nil
      default: throw error
      }
    }
  }

  private func lookAtAll(_ now: ContinuousClock.Instant, _ report: Report) throws {
    let names: [String]
    do throws(FileError) {
      names = try FileSystem.list(folder).filter(FrameSequence.isFrameName)
    } catch {
      guard error.isMissing else { throw error }
      if !isGone { try report(.folderGone) }
      isGone = true
      return
    }
    if isGone {
      isGone = false
      try report(.folderBack)
      forgetFrames()
      return try start(now: now, report: report)
    }
    let before = seen
    seen = Set(names.map(\.hashValue))
    for name in names where !before.contains(name.hashValue) { notice(name) }
    // Whether a file was written again shows in its state alone.
    for name in signatures.keys { notice(name) }
  }

  private func forgetFrames() {
    timeline = emptyTimeline
    arrivals = FrameArrivals(folder, limits: settings.limits, patience: settings.patience)
    (recent, signatures, leftOut, pending) = ([:], [:], [], [])
    continuation.forget()
  }

  private func notice(_ name: String) {
    seen.insert(name.hashValue)
    if let known = signatures[name] {
      guard let now = FileSignature(FileSystem.join(folder, name)), now != known else { return }
    }
    arrivals.expect(name)
  }

  private func takeArrivals(_ now: ContinuousClock.Instant, _ report: Report) throws {
    let timeline = timeline
    // A copy, so that whoever is told of something may ask the watcher meanwhile.
    var arrivals = arrivals
    defer { self.arrivals = arrivals }
    try arrivals.take(order: timeline.inOrder, now: now) { name, signature, content in
      try progress.check()
      leftOut.removeAll { $0 == name }
      switch content {
      case .whole(let frame):
        guard let reduced = try reduced(frame, name, report) else {
          return leaveOut(name, signature)
        }
        try take(name, reduced, signature, report)
      case .broken(let reason):
        leaveOut(name, signature)
        try report(.broken(name: name, reason: reason))
      }
    }
    self.arrivals = arrivals
    try forecastIfNeeded(report)
  }

  /// Remembers a file that is not used, until it is written again.
  func leaveOut(_ name: String, _ signature: FileSignature) {
    signatures[name] = signature
    leftOut.append(name)
    if leftOut.count > Self.fewestNames { signatures[leftOut.removeFirst()] = nil }
  }

  func stray(_ name: String, _ reason: String, _ report: Report) throws {
    strayCount += 1
    guard strayCount <= Self.mostStrays else { return }
    try report(
      .stray(
        name: name,
        reason: reason
          + (strayCount == Self.mostStrays ? "; others of this kind are no longer named" : "")))
  }

  /// Forgets what is too old to be of use.
  func trim() {
    // One more: the last frame may turn out to have a wrong number.
    let names = Set(timeline.allNames.suffix(continuation.reads + 1))
    recent = recent.filter { names.contains($0.key) }
    let known = Set(timeline.allNames.suffix(nameLimit)).union(leftOut)
    signatures = signatures.filter { known.contains($0.key) }
  }
}
