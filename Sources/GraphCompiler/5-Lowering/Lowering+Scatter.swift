import CForeframeKernels
import ForeframeTensorGraph

extension Lowering {
  /// Sums rows of y [count, width] into rows of a table by number: sorts the index, then reads each row of
  /// y once.
  mutating func lowerScatterAdd(_ host: Int, isPrologue: Bool) {
    let node = graph.nodes[host]
    let y = contiguous(node.operands[0])
    let table = locate(host)
    let sorted = sortedIndex(node.operands[1], rows: table.shape[0])
    let (rows, width, count) = (
      Int64(table.shape[0]), Int64(table.shape[1]), Int64(y.shape[0])
    )
    emit(
      PendingLaunch(label: "scatter-add", reads: [y, sorted], writes: [table]) { [family] at in
        switch family {
        case .processor:
          .scatterAdd(
            ff_scatter(
              table: at[table], index: -1, y: at[y], starts: at[sorted],
              order: at[sorted] + rows + 2, rows: rows, width: width, count: count))
        case .gpu:
          .gpu(
            .scatterAdd(
              ff_gpu_scatter(
                table: at[table], y: at[y], sorted: at[sorted], rows: rows, width: width,
                count: count)))
        }
      }, isPrologue: isPrologue)
  }

  /// Where the sorted entries of an index are, as the family's scatter-add reads them.
  private mutating func sortedIndex(_ node: Int, rows: Int) -> Location {
    let key = SortedIndexKey(index: node, rows: rows)
    if let known = sortedIndices[key] { return known }
    let index = contiguous(node)
    let sorted: Location
    switch family {
    case .processor:
      sorted = sortedByCounting(index, rows: rows, isPrologue: isParameterOnly[node])
    case .gpu: sorted = sortedByMerging(index, rows: rows, isPrologue: isParameterOnly[node])
    }
    sortedIndices[key] = sorted
    return sorted
  }

  /// `starts` and after them `order` of `ff_scatter`.
  private mutating func sortedByCounting(
    _ index: Location, rows: Int, isPrologue: Bool
  ) -> Location {
    let count = index.shape.count
    let sorted = placement.newSlot([rows + 2 + count], isPersistent: isPrologue)
    emit(
      PendingLaunch(label: "sort index", reads: [index], writes: [sorted]) { at in
        .sortRows(
          ff_scatter(
            table: -1, index: at[index], y: -1, starts: at[sorted],
            order: at[sorted] + Int64(rows) + 2, rows: Int64(rows), width: 0, count: Int64(count)))
      }, isPrologue: isPrologue)
    return sorted
  }

  /// `keys` and after them `order` of gpu_scatter.cl: blocks of a work-group, then runs of twice the
  /// length as long as there is more than one.
  private mutating func sortedByMerging(
    _ index: Location, rows: Int, isPrologue: Bool
  ) -> Location {
    let count = index.shape.count
    let blocks = placement.newSlot([2, count], isPersistent: isPrologue)
    emit(
      PendingLaunch(label: "sort index", reads: [index], writes: [blocks]) { at in
        .gpu(
          .sortBlocks(
            ff_gpu_sort(
              index: at[index], from: -1, to: at[blocks], rows: Int64(rows), count: Int64(count),
              run: 1)))
      }, isPrologue: isPrologue)
    return merged(blocks, keys: rows, isPrologue: isPrologue)
  }

  /// Entries [2, count] that are sorted in blocks of a work-group, sorted as a whole.
  mutating func merged(_ blocks: Location, keys: Int, isPrologue: Bool) -> Location {
    let count = blocks.shape[1]
    var run = Int(GPU_GROUP)
    var sorted = blocks
    while run < count {
      let (from, to, length) = (
        sorted, placement.newSlot([2, count], isPersistent: isPrologue), Int64(run)
      )
      emit(
        PendingLaunch(label: "sort index", reads: [from], writes: [to]) { at in
          .gpu(
            .sortMerge(
              ff_gpu_sort(
                index: -1, from: at[from], to: at[to], rows: Int64(keys), count: Int64(count),
                run: length)))
        }, isPrologue: isPrologue)
      sorted = to
      run *= 2
    }
    return sorted
  }
}
