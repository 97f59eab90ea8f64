import CForeframeKernels

/// The tile of sums that a work-group of a GPU product computes: `side` rows by `side` columns.
public enum GPUTile: Int, Hashable, Sendable, CaseIterable {
  case small = 32
  case medium = 64
  case large = 128

  /// Quads of rows, and of columns, that a work-item has sums for.
  public var quads: Int { self == .small ? 1 : 2 }

  /// Work-items in a group.
  public var items: Int {
    let side = rawValue / 4 / quads
    return side * side
  }

  /// Bytes of local memory that a group takes at most: three K tiles of both matrices in words, or two in
  /// float32.
  public var localBytes: Int {
    let words = 3 * 2 * Int(GPU_DEPTH) * rawValue
    let floats = 2 * 2 * Int(GPU_DEPTH) * (rawValue + 4)
    return max(words, floats) * MemoryLayout<Float>.stride
  }

  /// Multiply-adds of the large tile's rate that a group with occupancy reaches: the smaller the tile, the
  /// more it reads for each. Matrix instructions are so fast that reading is what takes the time.
  func efficiency(inWords: Bool) -> Double {
    switch self {
    case .small: inWords ? 0.2 : 0.5
    case .medium: inWords ? 0.5 : 0.9
    case .large: 1
    }
  }

  /// Work-groups that a compute unit needs at a time to be busy while some of them wait for memory.
  var occupancy: Int {
    switch self {
    case .small: 8
    case .medium: 6
    case .large: 2
    }
  }
}
