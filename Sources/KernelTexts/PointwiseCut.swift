/// How one kernel is cut: units of `vector` points, `chunk` units for each work-item.
package struct PointwiseCut: Hashable {
  package var vector: Int
  package var rowUnits: Int
  package var units: Int
  package var chunk: Int
  /// Whether each work-item does one unit, whatever the size.
  package var isSingle: Bool
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
    isSingle = style.items == 0
    guard !isSingle else {
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
