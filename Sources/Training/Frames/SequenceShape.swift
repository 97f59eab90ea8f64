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
