import ForeframeTraining

/// Computes scores of a network with its present weights; may keep data and programs between
/// validations.
public protocol Validator<Scores>: AnyObject {
  associatedtype Scores: ValidationScores

  /// Does what is needed once before the first validation, and returns early if `shouldStop` becomes
  /// true; called before each validation. Default: nothing.
  func prepare(shouldStop: () -> Bool) throws
  /// Scores over all validation data; nil if `shouldStop` became true in between.
  func validate(_ weights: [Weight], shouldStop: () -> Bool) throws -> Validation<Scores>?
}

extension Validator {
  public func prepare(shouldStop: () -> Bool) throws {}
}

/// What came of a validation.
public struct Validation<Scores: ValidationScores> {
  public var scores: Scores
  /// Something to look at, made when it is wanted; nil where there is nothing.
  public var sample: () throws -> RunSample?

  public init(_ scores: Scores, sample: @escaping () throws -> RunSample? = { nil }) {
    self.scores = scores
    self.sample = sample
  }
}
