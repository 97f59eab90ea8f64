import CForeframeKernels

/// How a product of [rows, depth] by [depth, columns] is tiled for a GPU: the tile, and the parts of
/// the sum (split-K) where tiles alone would not fill the device.
///
/// As was measured, otherwise the cheapest in a model of the time that the busiest compute unit takes,
/// counted in its multiply-adds. That depends on shapes and on the device alone, so results do, too.
public struct GPUTiling: Hashable, Sendable {
  public var tile: GPUTile
  public var splits: Int

  /// Splits that fill a device; there may be more so that no digits are lost.
  public static let mostSplits = 32
  /// K tiles that make a split worth its start.
  private static let leastKTiles = 4
  /// What starting and finishing a group takes, in K tiles.
  private static let startKTiles = 4.0
  /// What a float to memory or back, and what one launch more take, in float32 multiply-adds of a unit.
  private static let floatCost = 16.0
  private static let launchCost = 500_000.0

  public init(tile: GPUTile, splits: Int) {
    self.tile = tile
    self.splits = splits
  }

  /// Whether transforms, 36 products and two launches more are cheaper than the direct convolution. For
  /// that, transformed tiles must also fit in moderate memory: they are there all at once.
  static func winogradPays(
    _ shape: ConvolutionShape, tiles: Int, _ compileTarget: CompileTarget
  ) -> Bool {
    let points = Double(WinogradChoice.points)
    let (inner, outer) = (Double(shape.cin), Double(shape.cout))
    let floats = points * Double(tiles) * (inner + outer)
    let products = points * Double(tiles) * inner * outer
    let units = Double(max(1, compileTarget.parallelism))
    let cost = (products + 2 * floatCost * floats) / units + 2 * launchCost
    return shape.cin >= 16 && shape.cout >= 16 && floats <= mostTransformed
      && cost <= 0.95 * Double(shape.multiplyAdds) / units
  }

  /// Floats of transformed tiles that a launch may leave in memory: 1 GiB.
  private static let mostTransformed = Double(1 << 28)

  /// Pieces that a sum of `depth` terms goes through local memory in.
  static func kTiles(_ depth: Int) -> Int { max(1, (depth + Int(GPU_DEPTH) - 1) / Int(GPU_DEPTH)) }

  /// - Parameters:
  ///   - longest: steps that one split may sum, so that no digits are lost; 0 for any number.
  ///   - measured: what was measured to be best, if anything was.
  package init(
    rows: Int, columns: Int, depth: Int, batches: Int, longest: Int = 0,
    compileTarget: CompileTarget,
    measured: GPUTiling? = nil
  ) {
    precondition(
      max(rows, columns, depth) <= Int(Int32.max), "kernels for GPUs number rows in 32 bits")
    let kTiles = Self.kTiles(depth)
    if let given = compileTarget.tiling ?? measured {
      self.init(tile: given.tile, splits: min(given.splits, kTiles))
      return
    }
    let units = max(1, compileTarget.parallelism)
    let leastSplits = longest == 0 ? 1 : max(1, (depth + longest - 1) / longest)
    self.init(tile: .small, splits: leastSplits)
    var least = Double.infinity
    for tile in GPUTile.allCases where tile.localBytes <= compileTarget.localMemory {
      let side = tile.rawValue
      let tiles = ((rows + side - 1) / side) * ((columns + side - 1) / side) * batches
      var splits = leastSplits
      while splits == leastSplits
        || splits <= Self.mostSplits && kTiles / splits >= Self.leastKTiles
      {
        let busy = max((tiles * splits + units - 1) / units, tile.occupancy)
        let group =
          (Double((kTiles + splits - 1) / splits) + Self.startKTiles) * Double(GPU_DEPTH)
          * Double(side * side)
        var cost = Double(busy) * group / tile.efficiency(inWords: compileTarget.usesWords)
        if splits > 1 {
          let floats = Double(2 * splits) * Double(rows * batches) * Double(columns)
          cost +=
            compileTarget.wordSpeed
            * (Self.floatCost * floats / Double(units) + Self.launchCost)
        }
        if cost < least {
          least = cost
          self.init(tile: tile, splits: splits)
        }
        splits *= 2
      }
    }
  }
}
