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

/// How a device's pointwise kernels are cut.
package struct PointwiseStyle: Hashable, Sendable {
  /// Lanes of the widest vector worth using: 1, 4, 8 or 16.
  package var widestVector: Int
  /// Work-items that keep the device busy; 0 stands for one item for each unit (GPUs).
  package var items: Int
  /// Work-items in a group.
  package var group: Int

  package init(widestVector: Int, items: Int, group: Int) {
    self.widestVector = widestVector
    self.items = items
    self.group = group
  }
}

/// How one kernel is cut: units of `vector` points, `chunk` units for each work-item.
package struct PointwiseCut: Hashable {
  package var vector: Int
  package var rowUnits: Int
  package var units: Int
  package var chunk: Int
  /// Work-items that have something to do.
  package var items: Int { (units + chunk - 1) / chunk }

  package init(_ shape: PointwiseShape, style: PointwiseStyle) {
    let length = shape.rowLength
    // Scattered results gain nothing from vectors; short rows would waste lanes.
    let dense = shape.resultStrides.allSatisfy { $0.last == 1 }
    let widths = [16, 8, 4].filter { $0 <= style.widestVector && $0 <= length }
    vector = dense ? widths.first ?? 1 : 1
    rowUnits = (length + vector - 1) / vector
    units = rowUnits * shape.rows
    guard style.items > 0 else {
      chunk = 1
      return
    }
    // Enough items that all cores end together, but none too small to be worth its start.
    let smallest = max(1, PointwiseCut.leastWork / (vector * shape.work))
    var chunk = max(smallest, (units + style.items - 1) / style.items)
    if chunk > rowUnits { chunk = (chunk + rowUnits - 1) / rowUnits * rowUnits }
    self.chunk = min(chunk, max(1, units))
  }

  /// Rough operations that take as long as starting a work-item several times over.
  private static let leastWork = 16384
}

extension PointwiseShape {
  /// Rough operations for one point.
  var work: Int {
    let views = leafStrides.count + resultStrides.count
    return expression.instructions.reduce(views) { $0 + ($1.function.isTranscendental ? 12 : 1) }
  }
}
