import ArgumentParser

/// How large a number on the command line may be: beyond it, time or memory would have no bound.
struct CountLimit {
  var largest: Int

  /// `predict -n`: frames are written as they come.
  static let predictedFrames = CountLimit(largest: 1_000_000)
  /// Frames of an animation, which is made as a whole.
  static let animatedFrames = CountLimit(largest: 10_000)
  /// Frames with quantiles, which are made by one program.
  static let quantileFrames = CountLimit(largest: 1000)
  /// Frames that a forecast reads.
  static let inputFrames = CountLimit(largest: 10_000)
  /// Frames that a network reads or predicts in training.
  static let trainedFrames = CountLimit(largest: 1000)
  /// `watch -n`: a forecast is in memory as a whole.
  static let watchedFrames = CountLimit(largest: 1000)
  /// Frames that a case of an evaluation predicts.
  static let scoredFrames = CountLimit(largest: 10_000)
  /// Sequences that are computed at once.
  static let batch = CountLimit(largest: 65_536)
  /// Units of a recurrent layer, layers, and time steps of `bench model`.
  static let units = CountLimit(largest: 16_384)
  static let layers = CountLimit(largest: 64)
  static let timeSteps = CountLimit(largest: 20_000)
  /// Timed runs.
  static let runs = CountLimit(largest: 100_000)
  /// Anything that is merely counted: cases, strides, steps.
  static let any = CountLimit(largest: 1_000_000_000)

  /// Refuses a number that is below 1 or too large; nil is fine.
  func check(_ value: Int?, _ name: String) throws {
    guard let value, !(1...largest).contains(value) else { return }
    throw ValidationError(
      value < 1 ? "\(name) \(value): at least 1 is needed" : "\(name) \(value): at most \(largest)")
  }
}
