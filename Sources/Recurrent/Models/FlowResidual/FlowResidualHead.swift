import ForeframeTensorGraph

/// The part of a flow-residual network that works at the place of each lead: it makes gates and a residual of
/// what the forecaster says, of the damped forecast and of the last frame moved.
struct FlowResidualHead {
  private let channels: Int
  private let look: Convolution
  private let tell: Convolution
  private let think: Convolution
  private let enlarge: Convolution
  private let refine: Convolution
  /// [3, 3, details, 4 C + gates] and its bias, zeros at first.
  private let weight: Tensor
  private let bias: Tensor

  /// One for each band of the last frame moved less the damped forecast, for the finer bands of the damped
  /// forecast, and for the mean of the inputs.
  private static let gates = 6

  init(
    _ scope: ParameterScope, hidden: Int, leads: Int, _ description: FlowResidualDescription
  ) {
    let (features, details) = (description.features, description.details)
    channels = description.frames.channels
    look = Convolution(
      scope.scope("look"), inputs: hidden + 33 * channels + 1, outputs: features, kernel: 3,
      bias: .zeros)
    tell = Convolution(
      scope.scope("tell"), inputs: leads, outputs: features, kernel: 1, bias: nil)
    think = Convolution(
      scope.scope("think"), inputs: features, outputs: features, kernel: 3, bias: .zeros)
    enlarge = Convolution(
      scope.scope("enlarge"), inputs: features, outputs: 4 * details, kernel: 1, bias: .zeros)
    refine = Convolution(
      scope.scope("refine"), inputs: details + 8 * channels, outputs: details, kernel: 3,
      bias: .zeros)
    let outputs = 4 * channels + Self.gates
    weight = scope.parameter("last.weight", [3, 3, details, outputs], .zeros)
    bias = scope.parameter("last.bias", [outputs], .zeros)
  }

  /// What is added to the damped forecast, [K·N, H', W', C] in the scene's numbers, and the maps that it is
  /// read from, [K·N, H'/2, W'/2, details].
  ///
  /// - Parameters:
  ///   - moved: what the forecaster says, at the place of each lead, [K·N, H'/4, W'/4, hidden].
  ///   - words: which lead it is, [K·N, 1, 1, leads].
  func callAsFunction(_ moved: Tensor, _ scene: MovingScene, words: Tensor) -> (
    correction: Tensor, details: Tensor
  ) {
    let known = concat(
      [
        moved, patches(scene.damped, side: 4), patches(scene.sharper, side: 4),
        blockMeans(scene.meaner), blockMeans(scene.coverage),
      ], axis: -1)
    let seen = bent(look(known) + tell(words))
    let thought = seen + bent(think(seen))
    let halves = frames(fromPatches: enlarge(thought), side: 2)
    let detail = bent(
      refine(
        concat(
          [bent(halves), patches(scene.damped, side: 2), patches(scene.sharper, side: 2)], axis: -1)
      ))
    let last = detail.convolved(weight) + bias.reshaped([1, 1, 1, bias.shape[0]])
    let residual = frames(
      fromPatches: last.slice(axis: 3, start: 0, count: 4 * channels), side: 2)
    let (sharper, damped) = (BlockBands(scene.sharper), BlockBands(scene.damped))
    let bands = [
      sharper.fine, sharper.middle, sharper.coarse, damped.fine, damped.middle, scene.meaner,
    ]
    let correction = bands.enumerated().reduce(residual) { sum, band in
      let gate = last.slice(axis: 3, start: 4 * channels + band.offset, count: 1)
      return sum + blocks(gate, side: 2) * band.element
    }
    return (correction, detail)
  }
}
