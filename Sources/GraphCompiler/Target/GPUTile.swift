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

  /// Bytes of local memory: two K tiles of both matrices in float32. Words of two bf16 numbers take about
  /// half.
  public var localBytes: Int {
    2 * Int(GPU_DEPTH) * 2 * (rawValue + 4) * MemoryLayout<Float>.stride
  }

  /// Multiply-adds of the direct rate that a group with occupancy reaches: the smaller the tile, the
  /// more it reads for each.
  var efficiency: Double {
    switch self {
    case .small: 0.5
    case .medium: 0.9
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
