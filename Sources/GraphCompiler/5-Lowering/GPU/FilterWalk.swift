import ForeframeTensorGraph

/// How the elements (ky, kx, ci, co) of a filter are found in memory.
struct FilterWalk: Hashable {
  var sizes: [Int]
  var first: Int
  var strides: [Int]

  /// Whether rows of quads lie one after the other, as kernels for GPUs read them.
  var isPacked: Bool {
    let dense = Shape(sizes).contiguousStrides
    return first == 0 && sizes[3] % 4 == 0
      && sizes.indices.allSatisfy { sizes[$0] == 1 || strides[$0] == dense[$0] }
  }
}
