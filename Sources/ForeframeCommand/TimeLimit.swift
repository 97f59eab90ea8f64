import ArgumentParser
import Foreframe

/// How long a run may be.
enum TimeLimit {
  /// Refuses a number of minutes that is no time, or is too long; nil is fine.
  static func check(_ minutes: Double?) throws {
    guard let minutes else { return }
    guard minutes > 0, minutes <= TrainingRecipe.mostMinutes else {
      throw ValidationError(
        "--minutes \(minutes): more than 0 and at most \(Int(TrainingRecipe.mostMinutes)) are needed"
      )
    }
  }
}
