import ForeframeTensorGraph

/// An epilogue (``GPUEpilogue``) whose operands are still slots.
struct PendingEpilogue {
  let gates: Int
  let expression: ScalarExpression
  let leaves: [Location]
  let results: [Location]
  private let extents: [Int]
  private let strides: [[Int]]

  /// - Parameters:
  ///   - shape: of every leaf and result; its last axis is the channels.
  init(
    gates: Int, expression: ScalarExpression, shape: Shape, leaves: [Location],
    results: [Location]
  ) {
    (self.gates, self.expression) = (gates, expression)
    (self.leaves, self.results) = (leaves, results)
    let views = leaves + results
    let pixels = Shape(shape.sizes.dropLast())
    let collapsed = Lowering.collapsed(pixels, views.map { Array($0.strides.dropLast()) })
    extents = collapsed.0 + [shape[shape.rank - 1]]
    strides = zip(collapsed.1, views).map { $0 + [$1.strides[shape.rank - 1]] }
  }

  func callAsFunction(_ at: Addresses) -> GPUEpilogue {
    let views = zip(leaves + results, strides).map { location, strides in
      PointwiseKernel.View(offset: Int(at[location]), strides: strides)
    }
    return GPUEpilogue(
      gates: gates, extents: extents, leaves: Array(views[..<leaves.count]),
      results: Array(views[leaves.count...]), expression: expression)
  }
}
