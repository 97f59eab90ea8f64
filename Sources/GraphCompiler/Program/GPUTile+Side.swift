extension GPUTile {
  /// The tile of a parameter structure.
  public init(side: Int64) {
    guard let tile = GPUTile(rawValue: Int(side)) else {
      preconditionFailure("there is no tile of \(side) x \(side)")
    }
    self = tile
  }
}
