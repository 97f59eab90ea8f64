/// How the forward launch of Winograd's algorithm is cut. Filter gradients plan their own sizes.
public struct WinogradCut: Hashable, Sendable {
  /// What threads share out first.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// Tiles: every item reads all weights.
    case tiles
    /// Blocks of output channels: every item transforms all inputs.
    case blocks
  }

  /// Tiles of a group, at most: transformed inputs and products of so many are in the cache at once.
  public var mostTiles: Int?
  public var order: Order?

  public init(mostTiles: Int? = nil, order: Order? = nil) {
    self.mostTiles = mostTiles
    self.order = order
  }
}
