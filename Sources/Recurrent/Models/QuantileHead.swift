import ForeframeTensorGraph

/// Quantiles around forecasts, from the forecasts and from what they were read from.
///
///     z = max(0, W1 * [features; values; k / (k + 10)] + b1) (3x3)        d = W2 * z + b2 (1x1)
///     q_m = value + d_m                                     m: the level nearest to 1/2
///     q_j = q_{j-1} + softplus(d_j - s) above it            q_j = q_{j+1} - softplus(d_j - s) below it
///
/// for the frame k steps ahead. So quantiles never cross, whatever the weights are.
public struct QuantileHead {
  /// Where a network's parameters of it are.
  public static let scope = "quantiles"

  private static let hiddenChannels = 32
  private let levels: [Double]
  /// The s: quantiles start near each other on the scale of the values.
  private let shift: Float
  private let hidden: Convolution
  private let readout: Convolution

  /// - Parameter features: channels of the features; 0 for a network that has none.
  init(_ scope: ParameterScope, _ frames: FrameInterface, features: Int) {
    levels = frames.quantiles
    switch frames.output {
    case .linear: shift = 3
    case .logits: shift = 1
    }
    hidden = Convolution(
      scope.scope("hidden"), inputs: features + frames.patchChannels + 1,
      outputs: Self.hiddenChannels, kernel: 3, bias: .zeros)
    readout = Convolution(
      scope.scope("readout"), inputs: Self.hiddenChannels,
      outputs: levels.count * frames.patchChannels, kernel: 1, bias: .zeros)
  }

  /// - Parameters:
  ///   - forecast: K frames ahead, [N, h, w, C] intensities or logits each.
  ///   - features: for each of them [N, h, w, features]; empty if there are none.
  /// - Returns: for each level [K · N, h, w, C], in the unit of the values.
  func callAsFunction(_ forecast: [Tensor], features: [Tensor]) -> [Tensor] {
    let values = concat(forecast, axis: 0)
    var shape = forecast[0].shape
    shape[3] = 1
    let leads = forecast.indices.map { forecast[0].filled(Float($0 + 1) / Float($0 + 11), shape) }
    let inputs = (features.isEmpty ? [] : [concat(features, axis: 0)]) + [values]
    let read = hidden(concat(inputs + [concat(leads, axis: 0)], axis: -1))
    let parts = readout(maximum(read, read.filled(0))).chunks(levels.count, axis: -1)
    let middle = levels.indices.min { abs(levels[$0] - 0.5) < abs(levels[$1] - 0.5) } ?? 0
    var quantiles = parts
    quantiles[middle] = values + parts[middle]
    for level in levels.indices.dropFirst(middle + 1) {
      quantiles[level] = quantiles[level - 1] + gap(parts[level])
    }
    for level in levels.indices.prefix(middle).reversed() {
      quantiles[level] = quantiles[level + 1] - gap(parts[level])
    }
    return quantiles
  }

  /// softplus(d - s) = log(1 + exp(d - s)), for d of any size.
  private func gap(_ d: Tensor) -> Tensor {
    let x = d - shift
    return maximum(x, x.filled(0)) + log(1 + exp(-abs(x)))
  }
}
