import ForeframeTensorGraph

extension Lowering {
  /// One launch for a group of pointwise nodes.
  mutating func lowerFused(_ group: Int, isPrologue: Bool) {
    let nodes = fusion.groups[group]
    let shape = graph.nodes[nodes[0]].shape
    let tape = fusion.tapes[group]
    let leaves = tape.leaves.map { locate($0).broadcast(to: shape) }
    let targets = nodes.map { node in
      guard let home = placement.home[node] else { preconditionFailure("no memory for result") }
      return home
    }
    emitPointwise(
      tape.expression, shape: shape, leaves: leaves, results: targets, isPrologue: isPrologue,
      label: "pointwise")
  }

  mutating func emitPointwise(
    _ expression: ScalarExpression, shape: Shape, leaves: [Location], results: [Location],
    isPrologue: Bool, label: String
  ) {
    if shape.count == 0 { return }
    let (extents, strides) = Lowering.collapsed(shape, (leaves + results).map(\.strides))
    emit(
      PendingLaunch(label: label, reads: leaves, writes: results, isPointwise: true) { at in
        func view(_ location: Location, _ index: Int) -> PointwiseKernel.View {
          PointwiseKernel.View(offset: Int(at[location]), strides: strides[index])
        }
        return .pointwise(
          PointwiseKernel(
            extents: extents, leaves: leaves.enumerated().map { view($1, $0) },
            results: results.enumerated().map { view($1, leaves.count + $0) },
            expression: expression))
      }, isPrologue: isPrologue)
  }

  /// Joins neighbouring axes that every view walks without a jump; drops axes of size 1.
  static func collapsed(_ shape: Shape, _ strides: [[Int]]) -> ([Int], [[Int]]) {
    var extents: [Int] = []
    var result = strides.map { _ in [Int]() }
    for axis in 0..<shape.rank where shape[axis] != 1 {
      let joins =
        !extents.isEmpty
        && strides.indices.allSatisfy { view in
          result[view].last == strides[view][axis] * shape[axis]
        }
      if joins {
        extents[extents.count - 1] *= shape[axis]
        for view in strides.indices { result[view][extents.count - 1] = strides[view][axis] }
      } else {
        extents.append(shape[axis])
        for view in strides.indices { result[view].append(strides[view][axis]) }
      }
    }
    if extents.isEmpty { return ([1], strides.map { _ in [1] }) }
    precondition(
      extents.count <= PointwiseKernel.maximumRank, "\(extents.count) axes in one launch")
    return (extents, result)
  }
}
