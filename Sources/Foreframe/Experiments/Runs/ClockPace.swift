import ForeframeTraining

/// The plan of a run whose length is a time: how much of it is over, when a validation or a checkpoint is
/// due, and when the last step is done, so that the last validation and the last checkpoint still fit in.
///
/// It is told what takes how long, and looks at no clock itself. All times are seconds since the run
/// began, over all of its parts if it was interrupted. Whatever the machine does, the rest of the
/// schedule is spread over the rest of the time: a step that takes a tenth of the time that is left
/// takes the run over a tenth of the schedule that is left.
public struct ClockPace: Hashable, Sendable {
  /// Of the whole run.
  public let seconds: Double
  /// The part of the schedule that is over, 0 to 1.
  public private(set) var share: Double
  /// Parts of the run from one validation, and from one checkpoint, to the next.
  private let validationShare: Double
  private let saveShare: Double
  /// Until when the time is accounted for.
  private var mark = 0.0
  /// Seconds of the last steps, the newest last; without the first ones, where there are more.
  private var recent: [Double] = []
  private var steps = 0
  /// The last validation.
  private var validation: Cost?
  private var lastValidation: Double?
  private var lastSave: Double?
  private var savedShare: Double
  private var saveSeconds = 0.0

  /// What something took, and what a step took then; nil where only the first steps were known.
  private struct Cost: Hashable {
    var seconds: Double
    var step: Double?
  }

  /// So many steps tell how long one takes.
  private static let window = 9
  /// The first steps of a process take longer.
  private static let firstSteps = 3
  /// A report is written after the end, and the process ends.
  private static let closing = 0.1
  /// The first validation comes no later, so that its time is known.
  private static let firstValidation = 0.1
  /// Validations wait until training has taken so many times as long as the last one.
  private static let validationPause = 5.0
  /// A checkpoint is at most so old.
  private static let longestUnsaved = 300.0

  /// - Parameters:
  ///   - seconds: of the whole run.
  ///   - share: of the schedule, that an earlier part of the run has left behind.
  ///   - validationShare: of the run, from one validation to the next.
  ///   - saveShare: the same for checkpoints.
  public init(
    seconds: Double, share: Double = 0, validationShare: Double = 0.25, saveShare: Double = 0.1
  ) {
    self.seconds = seconds
    self.share = share
    self.validationShare = validationShare
    self.saveShare = saveShare
    savedShare = share
  }

  /// Training begins, or goes on: everything before took no part of the schedule.
  public mutating func begin(at now: Double) {
    mark = now
    lastSave = now
  }

  /// What a step takes at present: the median of the last ones; nil before the first.
  public var stepSeconds: Double? {
    recent.isEmpty ? nil : recent.sorted()[recent.count / 2]
  }

  /// What a validation would take now: as long as the last one, if steps take as long as then.
  private var validationSeconds: Double {
    guard let validation else { return 0 }
    guard let step = stepSeconds, let before = validation.step, before > 0 else {
      return validation.seconds
    }
    return validation.seconds * step / before
  }

  /// What comes after the last step.
  private var tail: Double { validationSeconds + saveSeconds + Self.closing }

  /// What is left for steps.
  public func left(at now: Double) -> Double { max(0, seconds - tail - now) }

  /// How many more steps fit in; nil before the first.
  public func stepsLeft(at now: Double) -> Int? {
    stepSeconds.map { Int(min(1e9, (left(at: now) / max($0, 1e-9)).rounded())) }
  }

  /// Whether another step would make the run end later than it ends without.
  public func isOver(at now: Double) -> Bool {
    seconds - tail - now < (stepSeconds ?? 0) / 2
  }

  /// A step is done.
  public mutating func stepped(at now: Double) {
    let (before, after) = (left(at: mark), left(at: now))
    if before > 0 { share = min(1, max(share, 1 - (1 - share) * after / before)) }
    if steps == Self.firstSteps { recent = [] }
    steps += 1
    recent.append(now - mark)
    if recent.count > Self.window { recent.removeFirst() }
    mark = now
  }

  /// Whether a validation is due.
  ///
  /// - Parameter validatedShare: the share at the last one; nil if there was none yet.
  public func isValidationDue(validatedShare: Double?, at now: Double) -> Bool {
    guard let validatedShare else { return share >= min(Self.firstValidation, validationShare) }
    guard Self.crosses(validatedShare, share, every: validationShare) else { return false }
    let cost = validationSeconds
    // The last validation comes anyway.
    if cost > 0, left(at: now) < cost { return false }
    return lastValidation.map { now - $0 >= Self.validationPause * cost } ?? true
  }

  /// A validation took from one time to another.
  public mutating func validated(from begin: Double, to end: Double) {
    validation = Cost(
      seconds: end - begin, step: steps > Self.firstSteps ? stepSeconds : nil)
    lastValidation = end
    mark = end
  }

  /// Whether a checkpoint is due.
  public func isSaveDue(at now: Double) -> Bool {
    let age = now - (lastSave ?? 0)
    if age >= Self.longestUnsaved { return true }
    return Self.crosses(savedShare, share, every: saveShare) && age >= 10 * saveSeconds
  }

  /// A checkpoint took from one time to another.
  public mutating func saved(from begin: Double, to end: Double) {
    saveSeconds = end - begin
    lastSave = end
    savedShare = share
    mark = end
  }

  /// The run is over, with all that comes after its last step.
  public mutating func finish() { share = 1 }

  /// Whether a multiple of `part` lies above one share and not above the other.
  static func crosses(_ before: Double, _ now: Double, every part: Double) -> Bool {
    guard part > 0 else { return now > before }
    // A share that was reached by adding may be a little below what it stands for.
    return ((now + 1e-9) / part).rounded(.down) > ((before + 1e-9) / part).rounded(.down)
  }
}

extension ClockPace {
  /// The pace of a plan that ends by the clock; nil for one that ends by its number of steps.
  init?(_ plan: TrainingPlan, after progress: TrainingProgress) {
    guard let seconds = plan.seconds else { return nil }
    let steps = Double(max(plan.steps, 1))
    self.init(
      seconds: seconds, share: progress.share, validationShare: Double(plan.validateEvery) / steps,
      saveShare: Double(plan.saveEvery) / steps)
  }
}
