import CForeframeKernels
import ForeframeTensorGraph

extension Lowering {
  /// Images moved by displacements: one launch for all images, fields and channels.
  mutating func lowerWarp(
    _ host: Int, _ border: WarpBorder, _ weights: WarpWeights, isPrologue: Bool
  ) {
    let node = graph.nodes[host]
    let (x, by, y) = (contiguous(node.operands[0]), contiguous(node.operands[1]), locate(host))
    let parameters = ff_warp(images: x.shape, displacements: by.shape, border, weights)
    zeroCount = max(zeroCount, x.shape[3])
    let zero = zeroPage
    emit(
      PendingLaunch(label: "warp", reads: [x, by, zero], writes: [y]) { [family] at in
        var p = parameters
        (p.x, p.by, p.y) = (at[x], at[by], at[y])
        switch family {
        case .processor:
          p.zero = at[zero]
          return .warp(p)
        case .gpu: return .gpu(.warp(p))
        }
      }, isPrologue: isPrologue)
  }

  /// Both derivatives of what a warp makes, weighed and summed over channels, in one launch.
  mutating func lowerDisplacementGradient(
    _ host: Int, _ border: WarpBorder, _ weights: WarpWeights, isPrologue: Bool
  ) {
    let node = graph.nodes[host]
    let (x, by) = (contiguous(node.operands[0]), contiguous(node.operands[1]))
    let (y, gradient) = (contiguous(node.operands[2]), locate(host))
    let parameters = ff_warp(images: x.shape, displacements: by.shape, border, weights)
    zeroCount = max(zeroCount, x.shape[3])
    let zero = zeroPage
    emit(
      PendingLaunch(label: "displacement gradient", reads: [x, by, y, zero], writes: [gradient]) {
        [family] at in
        var p = parameters
        (p.x, p.by, p.y, p.dby) = (at[x], at[by], at[y], at[gradient])
        switch family {
        case .processor:
          p.zero = at[zero]
          return .displacementGradient(p)
        case .gpu: return .gpu(.displacementGradient(p))
        }
      }, isPrologue: isPrologue)
  }

  /// The adjoint. On processors bands of rows collect what leads into them; on GPUs the targets are sorted
  /// first, so that each pixel finds those that read it.
  mutating func lowerTransposedWarp(
    _ host: Int, _ border: WarpBorder, _ weights: WarpWeights, isPrologue: Bool
  ) {
    let node = graph.nodes[host]
    let (y, by, x) = (contiguous(node.operands[0]), contiguous(node.operands[1]), locate(host))
    let parameters = ff_warp(images: x.shape, displacements: by.shape, border, weights)
    switch family {
    case .processor:
      emit(
        PendingLaunch(label: "transposed warp", reads: [y, by], writes: [x]) { at in
          var p = parameters
          (p.x, p.by, p.y) = (at[x], at[by], at[y])
          return .transposedWarp(p)
        }, isPrologue: isPrologue)
    case .gpu:
      let sorted = sortedTargets(node.operands[1], by, border)
      emit(
        PendingLaunch(label: "transposed warp", reads: [y, by, sorted], writes: [x]) { at in
          var p = parameters
          (p.x, p.by, p.y) = (at[x], at[by], at[y])
          return .gpu(.transposedWarp(ff_gpu_warp(warp: p, sorted: at[sorted])))
        }, isPrologue: isPrologue)
    }
  }

  /// The targets of a warp, sorted by the cell in which they lie; whatever is moved by them.
  private mutating func sortedTargets(
    _ node: Int, _ by: Location, _ border: WarpBorder
  ) -> Location {
    let key = SortedTargetsKey(displacement: node, border: border)
    if let known = sortedTargets[key] { return known }
    let isPrologue = isParameterOnly[node]
    let parameters = ff_warp(
      images: [by.shape[0], by.shape[1], by.shape[2], 0], displacements: by.shape, border,
      .interpolation)
    let blocks = placement.newSlot([2, Int(parameters.targets)], isPersistent: isPrologue)
    emit(
      PendingLaunch(label: "sort warp", reads: [by], writes: [blocks]) { at in
        var p = parameters
        p.by = at[by]
        return .gpu(.warpBlocks(ff_gpu_warp(warp: p, sorted: at[blocks])))
      }, isPrologue: isPrologue)
    let cells = by.shape[0] * (by.shape[1] + 1) * (by.shape[2] + 1)
    let sorted = merged(blocks, keys: cells, isPrologue: isPrologue)
    sortedTargets[key] = sorted
    return sorted
  }
}
