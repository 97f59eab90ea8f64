import CForeframeKernels

/// How a reduction of [outer, reduced, inner] is cut for a GPU. Depends on the shape alone.
package struct GPUReduction: Equatable {
  /// How the items of a group are shared: see gpu_reduce.cl.
  package let outers: Int
  package let lanes: Int
  package let columns: Int

  /// The cut of a launch whose results have `terms` terms each.
  package init(terms: Int, inner: Int) {
    let group = Int(GPU_REDUCE_GROUP)
    columns = Self.columns(inner)
    lanes = powerOfTwo(atLeast: terms, atMost: group / columns)
    outers = group / columns / lanes
  }

  /// The number of partial results that a reduction should go through: 1 means a single launch.
  package static func parts(outer: Int, reduced: Int, inner: Int) -> Int {
    let columns = columns(inner)
    let terms = Int(GPU_REDUCE_GROUP) / columns * leastTerms
    let groups = max(1, outer * ((inner + columns - 1) / columns))
    return max(1, min(enoughGroups / groups, reduced / terms))
  }

  /// Groups that are enough to fill a device.
  private static let enoughGroups = 1024
  /// Terms of a lane that are worth a part of their own.
  private static let leastTerms = 8

  private static func columns(_ inner: Int) -> Int { powerOfTwo(atLeast: inner, atMost: 64) }
}

private func powerOfTwo(atLeast wanted: Int, atMost most: Int) -> Int {
  var power = 1
  while power < wanted && power < most { power *= 2 }
  return power
}
