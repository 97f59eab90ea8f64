/// A loss within a mixture, and how much it counts.
public struct LossTerm: Hashable, Sendable {
  public var weight: Float
  /// Not a mixture itself.
  public var loss: Loss

  public init(_ weight: Float, _ loss: Loss) {
    self.weight = weight
    self.loss = loss
  }
}
