import ForeframeTensorGraph

/// Layers on grids of several scales: between layers images are made smaller or larger, and a layer that
/// is reached on the way up also reads what the last layer on its grid put out on the way down.
///
/// Source: a pyramid in a recurrent stack, Ma et al., "MS-RNN: a flexible multi-scale framework for
/// spatiotemporal predictive learning", 2022; skips, Ronneberger et al., "U-Net", 2015. Sides need be no
/// multiples: a convolution with stride 2 rounds up, and its adjoint comes back to the very side.
struct Pyramid: SequenceLayer {
  /// One layer.
  struct Level {
    let layer: any SequenceLayer
    /// Pixels of the finest grid for one of its grid, along a side.
    let scale: Int
    /// Brings what comes from below to its grid; nil for a layer that reads nothing.
    let change: ScaleChange?
    /// Which layer's outputs it reads besides; nil for none.
    let skip: Int?
  }

  let levels: [Level]
  /// Brings the last layer's outputs back to the finest grid.
  let end: ScaleChange?

  var outputSize: Int { end?.outputs ?? levels[levels.count - 1].layer.outputSize }
  var stateCount: Int { levels.reduce(0) { $0 + $1.layer.stateCount } }

  func zeroState(like input: Tensor) -> [Tensor] {
    levels.flatMap { level in
      let (height, width) = grid(input.shape[1], input.shape[2], scale: level.scale)
      // Only its images and its grid count.
      return level.layer.zeroState(
        like: input.filled(0, [input.shape[0], height, width, input.shape[3]]))
    }
  }

  private func grid(_ height: Int, _ width: Int, scale: Int) -> (height: Int, width: Int) {
    let times = scale.trailingZeroBitCount
    return (halved(height, times), halved(width, times))
  }

  func run(_ input: LayerInput, state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    run(input, state: state, size: nil)
  }

  /// - Parameter size: rows and columns of the finest grid; nil: those of the input.
  func run(
    _ input: LayerInput, state: [Tensor], size: (height: Int, width: Int)?
  ) -> (outputs: [Tensor], state: [Tensor]) {
    var finest = size ?? (0, 0)
    if case .sequence(let inputs) = input { finest = (inputs[0].shape[1], inputs[0].shape[2]) }
    var below = input
    var outputs: [[Tensor]] = []
    var after: [Tensor] = []
    var position = 0
    for level in levels {
      let own = Array(state[position..<position + level.layer.stateCount])
      position += own.count
      if let change = level.change, case .sequence(let inputs) = below {
        let size = grid(finest.height, finest.width, scale: level.scale)
        var together = change(concat(inputs, axis: 0), to: size)
        if let skip = level.skip {
          together = concat([together, concat(outputs[skip], axis: 0)], axis: -1)
        }
        below = .sequence(together.chunks(inputs.count, axis: 0))
      }
      let result = level.layer.run(below, state: own)
      after += result.state
      outputs.append(result.outputs)
      below = .sequence(result.outputs)
    }
    let last = outputs[outputs.count - 1]
    guard let end else { return (last, after) }
    return (end(concat(last, axis: 0), to: finest).chunks(last.count, axis: 0), after)
  }
}
