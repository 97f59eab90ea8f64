import ForeframeFiles
import ForeframeTraining

/// How long a run is to be, apart from what else it is: a run may be made longer if its learning
/// rate does not depend on its length.
enum RunLength {
  /// The identity of a run without its number of steps or epochs.
  static func removed(from identity: JSON) -> JSON {
    var identity = identity
    guard var object = identity.object, var training = object["training"]?.object else {
      return identity
    }
    training["steps"] = nil
    training["epochs"] = nil
    training["minutes"] = nil
    object["training"] = .object(training)
    identity = .object(object)
    return identity
  }

  /// Whether a run that started with one identity may go on with another that differs in length
  /// alone.
  ///
  /// - Returns: false if they differ in something else.
  /// - Throws: ``RunError`` if they differ in length alone, and it may not be changed.
  static func mayChange(
    from before: JSON, to now: JSON, _ plan: TrainingPlan, done: Int
  ) throws(RunError) -> Bool {
    guard removed(from: before) == removed(from: now) else { return false }
    guard [before, now].allSatisfy({ $0["training"]?["minutes"] == nil }) else { throw .fixedTime }
    guard plan.schedule.dependsOnLength == nil else {
      throw .fixedLength(schedule: plan.schedule.dependsOnLength ?? "")
    }
    guard plan.steps >= done else { throw .shorterThanDone(steps: plan.steps, done: done) }
    return true
  }
}

extension Schedule {
  /// The name of a schedule whose rates depend on the number of all steps; nil for others.
  var dependsOnLength: String? {
    switch self {
    case .constant, .step: nil
    case .oneCycle: "one-cycle"
    case .cosine: "cosine"
    }
  }
}
