import ForeframeGraphCompiler

/// What is worth trying for a shape: few candidates, chosen by hand.
struct TuningCandidates {
  /// No shape has more.
  static let most = 30

  let shape: ConvolutionShape
  let compileTarget: CompileTarget

  /// The plainest way, which all others are held to: directly, or in the smallest tile, which every
  /// device holds, by one group after the other.
  var plain: ConvolutionMethod {
    switch compileTarget.family {
    case .processor: .direct()
    case .gpu: .gpu(GPUTiling(tile: .small, splits: 1))
    }
  }

  /// Each algorithm with planned sizes; on a GPU every cut, since none says anything of another.
  var algorithms: [ConvolutionMethod] {
    switch compileTarget.family {
    case .processor: compileTarget.canTransform(shape) ? [.direct(), .winograd()] : [.direct()]
    case .gpu:
      (compileTarget.canTransform(shape) ? [.gpuWinograd, .gpu()] : [.gpu()])
        + GPUTiling.candidates(for: shape, compileTarget: compileTarget).map { .gpu($0) }
    }
  }

  /// The same algorithm with other sizes. Filter gradients have none to choose.
  func variants(of method: ConvolutionMethod) -> [ConvolutionMethod] {
    if shape.kind == .filterGradient { return [] }
    switch method {
    case .gpu, .gpuWinograd: return []
    case .direct: return pixelCounts.map { .direct(mostPixels: $0) }
    case .winograd:
      return WinogradCut.Order.allCases.flatMap { order in
        ([nil] + tileCounts).map { .winograd(WinogradCut(mostTiles: $0, order: order)) }
      }
    }
  }

  /// Pixels of an item: fewer than a thread's share, in pairs of register tiles.
  private var pixelCounts: [Int] {
    let share = shape.images * shape.height * shape.width / compileTarget.parallelism
    return [4, 8, 16, 32, 64].map { $0 * 2 * compileTarget.tilePixels }.filter { $0 < share }
  }

  /// Tiles of a group.
  private var tileCounts: [Int] {
    let side = 7 - shape.kernelHeight
    let tiles =
      shape.images * ((shape.height + side - 1) / side) * ((shape.width + side - 1) / side)
    return [2, 4, 8, 16, 32, 64].map { $0 * compileTarget.tilePixels }.filter { $0 < 2 * tiles }
  }
}
