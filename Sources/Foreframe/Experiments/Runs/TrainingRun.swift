import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeTraining

/// A training run in a folder: steps, validations, checkpoints, logs. What is trained is the
/// experiment's matter.
public final class TrainingRun<Subject: Experiment> {
  public let experiment: Subject
  public var plan: TrainingPlan { experiment.plan }
  public let folder: RunFolder
  /// Where the run is.
  public var progress: TrainingProgress { trainer.progress }
  /// The number of the network's parameters.
  public var parameterCount: Int { trainer.parameters.reduce(0) { $0 + $1.shape.count } }
  /// Bytes of the compiled step on its device.
  public var stepBytes: Int {
    trainer.executor.program.arenaCount * MemoryLayout<Float>.stride
  }
  private let trainer: Trainer<Subject>
  /// Why the run ends before its last step, in words; nil if it does not.
  public var earlyEnd: String? {
    let progress = trainer.progress
    let isShort = pace.map { $0.share < 1 } ?? (progress.step < plan.steps)
    guard trainer.isExhausted, isShort else { return nil }
    let whole = pace == nil ? " of \(plan.steps)" : ""
    let count = progress.validationsSinceBest
    let none =
      count == 1 ? "the last validation was not" : "none of the last \(count) validations was"
    return
      "stopped early after step \(progress.step)\(whole): \(none) better than that at "
      + "step \(progress.bestStep)"
  }
  /// The scores of the last validation.
  public private(set) var lastScores: Subject.Scores?
  /// Where the run goes on; 0 at the start.
  public let firstStep: Int
  private let identity: String
  private let validator: any Validator<Subject.Scores>
  private let log: RunLog<Subject.Scores>
  /// Held as long as the run exists.
  private let lock: RunLock
  /// Of a run that ends by the clock.
  private var pace: ClockPace?
  private let clock: RunClock
  /// What earlier parts of the run took.
  private let earlierSeconds: Double

  /// Prepares a run: reads or makes the folder, compiles the networks.
  ///
  /// - Parameters:
  ///   - weights: what to start from; nil: the initial values of the parameters. A run that goes on
  ///     has its own.
  ///   - provenance: device, version and the like, for `config.json`.
  ///   - clock: tells how long this process has been at it, which counts where a plan says how many
  ///     seconds a run takes.
  /// - Throws: ``RunError``, and what reading and writing files throws.
  public init(
    _ experiment: Subject, folder path: String, start: RunStart, on backend: any Backend,
    weights: [Weight]? = nil, provenance: JSON = [:], clock: RunClock = RunClock()
  ) throws {
    self.experiment = experiment
    let plan = experiment.plan
    let folder = RunFolder(path)
    self.folder = folder
    identity = experiment.identity.text()
    // A folder that is not there is not made in order to say so.
    if start == .resuming, !FileSystem.exists(folder.last) {
      throw RunError.nothingToResume(path: folder.last)
    }
    lock = try RunLock(folder)
    var checkpoint: Checkpoint?
    switch start {
    case .fresh: try folder.requireEmpty()
    case .overwriting: try writing { try folder.clear() }
    case .resuming: checkpoint = try Self.resume(folder, experiment)
    }
    let choices = RunTuning(folder)
    if checkpoint != nil { try choices.restore(on: backend) }
    trainer = try Trainer(experiment, plan, on: backend, from: checkpoint, weights: weights)
    validator = try experiment.validator(on: backend)
    firstStep = trainer.progress.step
    self.clock = clock
    earlierSeconds = trainer.progress.seconds
    pace = ClockPace(plan, after: trainer.progress)
    try writing { try folder.prepare() }
    try choices.save(backend)
    let resumed = checkpoint.map { $0.progress.step }
    log = try writing {
      try RunLog(folder, resumingAfter: resumed, caption: experiment.sampleCaption)
    }
    var run = provenance.object ?? JSONObject()
    run["parameters"] = JSON(parameterCount)
    run["data_fingerprint"] = .string(experiment.dataFingerprint)
    if plan.seconds == nil { run["steps"] = JSON(plan.steps) }
    let configuration: JSON = ["recipe": experiment.configuration, "run": .object(run)]
    try writing {
      try AtomicFile.write(configuration.text(pretty: true) + "\n", to: folder.configuration)
    }
    // A run that diverges before its first checkpoint leaves its start.
    if checkpoint == nil { try save() }
  }

  /// The checkpoint of a run, if it is one of this recipe and these data.
  private static func resume(
    _ folder: RunFolder, _ experiment: Subject
  ) throws -> Checkpoint {
    let identity = experiment.identity.text()
    let fingerprint = experiment.dataFingerprint
    guard FileSystem.exists(folder.last) else {
      throw RunError.nothingToResume(path: folder.last)
    }
    let checkpoint = try Checkpoint.read(folder.last)
    if checkpoint.configuration != identity {
      let before = (try? JSON(parsing: checkpoint.configuration)) ?? .null
      let now = (try? JSON(parsing: identity)) ?? .null
      let mayGoOn = try RunLength.mayChange(
        from: before, to: now, experiment.plan, done: checkpoint.progress.step)
      if !mayGoOn {
        // What else differs is more to the point than the length, which might be changed.
        let difference =
          RunLength.removed(from: before).firstDifference(to: RunLength.removed(from: now))
          ?? before.firstDifference(to: now) ?? (key: "recipe", "", "")
        throw RunError.otherConfiguration(
          key: difference.key, before: difference.before, now: difference.now)
      }
    }
    let most = experiment.plan.seconds == nil ? experiment.plan.steps : TrainingProgress.mostSteps
    if let reason = checkpoint.progress.defect(ofSteps: most) {
      throw ModelError.badDescription(path: folder.last, reason: "training state: \(reason)")
    }
    guard checkpoint.dataFingerprint == fingerprint else {
      throw RunError.otherData(before: checkpoint.dataFingerprint, now: fingerprint)
    }
    return checkpoint
  }

  /// Seconds that the run has taken so far, over all of its parts.
  public var elapsed: Double { earlierSeconds + clock.seconds() }

  /// Seconds until the end; nil for a run that ends by its number of steps.
  public var secondsLeft: Double? { plan.seconds.map { max(0, $0 - elapsed) } }

  /// Trains until the end, or until `shouldStop` says so after a step.
  ///
  /// - Throws: `TrainingError.notFinite` when the loss is NaN; the last checkpoint stays.
  public func run(
    shouldStop: () -> Bool = { false }, onEvent: (RunEvent<Subject.Scores>) -> Void = { _ in }
  ) throws -> RunOutcome {
    let loader = BatchLoader(
      first: trainer.progress.step, end: pace == nil ? plan.steps : .max, make: experiment.batches)
    defer { loader.stop() }
    let clock = ContinuousClock()
    let begin = clock.now
    var last = begin
    var waited = 0.0
    var secondsOfStep = 0.0
    guard try validateBelatedly(shouldStop, onEvent) else { return try interrupt(onEvent) }
    pace?.begin(at: elapsed)
    while !isOver && !trainer.isExhausted {
      if shouldStop() { return try interrupt(onEvent) }
      guard let batch = try loader.next() else { break }
      // A step of minutes can be left before it has changed anything.
      let isSlow = last == begin || secondsOfStep > 1
      guard let report = try isSlow ? trainer.step(batch, unless: shouldStop) : trainer.step(batch)
      else {
        return try interrupt(onEvent)
      }
      let now = clock.now
      let seconds = last.duration(to: now) / .seconds(1)
      secondsOfStep = seconds
      let waiting = loader.secondsWaited - waited
      waited += waiting
      let done = Double(report.step - firstStep)
      let elapsed = begin.duration(to: now) / .seconds(1)
      notePace()
      onEvent(
        .step(
          report, of: expectedSteps, secondsPerStep: elapsed / done,
          waitedShare: waited / max(elapsed, 1e-9)))
      announcePlan(onEvent)
      var scores: Subject.Scores?
      if isValidationDue(report.step) {
        scores = try validate(shouldStop: shouldStop, onEvent)
      }
      try writing { try log.add(report, seconds: seconds, waited: waiting, scores) }
      if isSaveDue(report.step) {
        try save()
        onEvent(.saved(step: report.step))
      }
      last = clock.now
    }
    let isExhausted = !isOver
    guard try isExhausted || validateBelatedly(shouldStop, onEvent) else {
      return try interrupt(onEvent)
    }
    if !isExhausted { pace?.finish() }
    if let earlyEnd { try writing { try log.add(earlyEnd: earlyEnd, step: trainer.progress.step) } }
    try save()
    onEvent(.saved(step: trainer.progress.step))
    try writing { try log.synchronize() }
    return isExhausted ? .exhausted : .finished
  }

  private var isOver: Bool {
    let progress = trainer.progress
    guard let pace else { return progress.step >= plan.steps }
    // Whatever the time, a run has a model in the end.
    return progress.step > 0 && (pace.share >= 1 || pace.isOver(at: elapsed))
  }

  /// All steps of the run, as far as that is known.
  private var expectedSteps: Int {
    let step = trainer.progress.step
    return pace.map { step + ($0.stepsLeft(at: elapsed) ?? 0) } ?? plan.steps
  }

  /// Tells the pace, and what is kept of it, that a step is done.
  private func notePace() {
    guard pace != nil else { return }
    pace?.stepped(at: elapsed)
    recordPace()
  }

  private func recordPace() {
    if let pace { trainer.record(seconds: elapsed, share: pace.share) }
  }

  /// Says once how many steps will fit.
  private func announcePlan(_ onEvent: (RunEvent<Subject.Scores>) -> Void) {
    guard let pace, let seconds = pace.stepSeconds,
      trainer.progress.step - firstStep == Self.planningSteps
    else { return }
    onEvent(.planned(secondsPerStep: seconds, steps: expectedSteps))
  }

  /// After so many steps it is known how long one takes.
  private static var planningSteps: Int { 6 }

  private func interrupt(_ onEvent: (RunEvent<Subject.Scores>) -> Void) throws -> RunOutcome {
    try save()
    onEvent(.saved(step: trainer.progress.step))
    try writing { try log.synchronize() }
    return .interrupted
  }

  /// The validation that an interruption cut short, or that ends the run; false if it is cut short.
  private func validateBelatedly(
    _ shouldStop: () -> Bool, _ onEvent: (RunEvent<Subject.Scores>) -> Void
  ) throws -> Bool {
    let step = trainer.progress.step
    guard step > 0, isValidationDue(step) else { return true }
    guard let scores = try validate(shouldStop: shouldStop, onEvent) else { return false }
    try writing { try log.add(scores, step: step) }
    return true
  }

  private func isValidationDue(_ step: Int) -> Bool {
    let progress = trainer.progress
    guard step > progress.validatedStep else { return false }
    guard let pace else { return step % plan.validateEvery == 0 || step == plan.steps }
    return isOver
      || pace.isValidationDue(
        validatedShare: progress.validatedStep > 0 ? progress.validatedShare : nil, at: elapsed)
  }

  private func isSaveDue(_ step: Int) -> Bool {
    guard let pace else { return step % plan.saveEvery == 0 && step < plan.steps }
    return pace.isSaveDue(at: elapsed) && !isOver
  }

  private func isSampleDue(_ step: Int, validatedShare: Double) -> Bool {
    guard pace != nil else { return step % plan.sampleEvery == 0 || step == plan.steps }
    return isOver
      || ClockPace.crosses(
        validatedShare, trainer.progress.share,
        every: Double(plan.sampleEvery) / Double(max(plan.steps, 1)))
  }

  private func validate(
    shouldStop: () -> Bool, _ onEvent: (RunEvent<Subject.Scores>) -> Void
  ) throws -> Subject.Scores? {
    let weights = try trainer.modelWeights()
    try validator.prepare(shouldStop: shouldStop)
    let begin = elapsed
    guard let result = try validator.validate(weights, shouldStop: shouldStop) else { return nil }
    let step = trainer.progress.step
    let score = result.scores.criterionValue
    guard score.isFinite else {
      throw TrainingError.notFinite(step: step, what: "validation error")
    }
    lastScores = result.scores
    let validatedShare = trainer.progress.validatedShare
    let isBest = trainer.record(score: score)
    if isBest {
      let model = experiment.model(weights, step: step, scores: result.scores)
      try writing { try model.write(to: folder.best) }
    }
    if isSampleDue(step, validatedShare: validatedShare), let sample = try result.sample() {
      try writing { try log.add(sample, step: step) }
    }
    onEvent(.validation(step: step, result.scores, isBest: isBest))
    pace?.validated(from: begin, to: elapsed)
    return result.scores
  }

  /// Writes `last.safetensors`. Weights that are not finite are refused: the file before stays.
  private func save() throws {
    let begin = elapsed
    recordPace()
    let weights = try trainer.weights()
    let state = try trainer.optimiserState()
    guard (weights + state).allSatisfy({ $0.values.allSatisfy(\.isFinite) }) else {
      throw TrainingError.notFinite(step: trainer.progress.step, what: "a weight")
    }
    let step = trainer.progress.step
    let checkpoint = Checkpoint(
      experiment.model(weights, step: step, scores: nil), progress: trainer.progress,
      configuration: identity, dataFingerprint: experiment.dataFingerprint,
      optimiserState: state)
    try writing { try checkpoint.write(to: folder.last) }
    pace?.saved(from: begin, to: elapsed)
  }
}
