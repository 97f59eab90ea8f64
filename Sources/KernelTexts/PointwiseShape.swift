import ForeframeGraphCompiler
import ForeframeTensorGraph

/// What the text of a pointwise kernel depends on: everything except the offsets of its views.
///
/// Equal steps of an unrolled sequence have equal shapes and so share one compiled kernel.
package struct PointwiseShape: Hashable {
  package var extents: [Int]
  package var leafStrides: [[Int]]
  package var resultStrides: [[Int]]
  package var expression: ScalarExpression

  init(
    extents: [Int], leafStrides: [[Int]], resultStrides: [[Int]], expression: ScalarExpression
  ) {
    (self.extents, self.expression) = (extents, expression)
    (self.leafStrides, self.resultStrides) = (leafStrides, resultStrides)
  }

  package init(_ kernel: PointwiseKernel) {
    extents = kernel.extents
    leafStrides = kernel.leaves.map(\.strides)
    resultStrides = kernel.results.map(\.strides)
    expression = kernel.expression
  }

  /// Points along the innermost axis, and how many such rows there are.
  var rowLength: Int { extents.last ?? 1 }
  var rows: Int { extents.dropLast().reduce(1, *) }
}

extension PointwiseShape {
  /// Rough operations for one point.
  var work: Int {
    let views = leafStrides.count + resultStrides.count
    return expression.instructions.reduce(views) { $0 + ($1.function.isTranscendental ? 12 : 1) }
  }
}
