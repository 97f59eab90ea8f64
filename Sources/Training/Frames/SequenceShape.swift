/// Sizes of a batch of sequences.
public struct SequenceShape: Hashable, Sendable {
  /// Observed and predicted frames.
  public var inputs: Int
  public var horizon: Int
  public var batch: Int
  /// Pixels of a frame, multiples of the model's patch.
  public var height: Int
  public var width: Int

  public init(inputs: Int, horizon: Int, batch: Int, height: Int, width: Int) {
    self.inputs = inputs
    self.horizon = horizon
    self.batch = batch
    self.height = height
    self.width = width
  }
}

extension SequenceShape {
  /// Refuses sizes for which no graph should be built: the time would have no bound, or sizes of
  /// memory could not be counted.
  ///
  /// - Throws: ``SequenceSizeError``.
  public func check() throws(SequenceSizeError) {
    let steps = inputs.addingReportingOverflow(horizon)
    guard !steps.overflow, steps.partialValue <= Self.mostSteps else {
      throw .tooManySteps(inputs: inputs, horizon: horizon, limit: Self.mostSteps)
    }
    guard batch <= Self.largestBatch else {
      throw .tooLargeBatch(batch: batch, limit: Self.largestBatch)
    }
  }

  /// The most time steps of one program.
  public static let mostSteps = 20_000
  /// The most sequences in a batch.
  public static let largestBatch = 65_536
}

/// Why no program is made for sequences of a size.
public enum SequenceSizeError: Error, Hashable, Sendable {
  case tooManySteps(inputs: Int, horizon: Int, limit: Int)
  case tooLargeBatch(batch: Int, limit: Int)
}

extension SequenceSizeError: CustomStringConvertible {
  /// One sentence for people.
  public var description: String {
    switch self {
    case .tooManySteps(let inputs, let horizon, let limit):
      "\(inputs) frames to read and \(horizon) to predict are more than the \(limit) time steps of "
        + "one program"
    case .tooLargeBatch(let batch, let limit):
      "a batch of \(batch) sequences; at most \(limit) can be used"
    }
  }
}
