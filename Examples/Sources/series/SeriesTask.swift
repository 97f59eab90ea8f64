import Foreframe

/// Says by how much the next values differ from those a season before (or from the last one), as
/// three quantiles of each.
struct SeriesTask: TrainingTask {
  /// The quantiles: an interval of 80 %, and the median as the forecast.
  static let quantiles: [Float] = [0.1, 0.5, 0.9]

  let windows: Windows
  let hidden: Int

  /// inputs [window · N, 2] -> [N, ahead · 3].
  func changes(_ scope: ParameterScope, _ inputs: Tensor, count: Int) -> Tensor {
    let layer = RecurrentLayer(LSTM(scope.scope("lstm"), inputs: 2, hidden: hidden))
    let steps = inputs.chunks(windows.window, axis: 0)
    let last = layer.run(steps, state: layer.zeroState(like: steps[0])).outputs[steps.count - 1]
    // It starts from zeros, and so from the naive forecast.
    let readout = Dense(
      scope.scope("readout"), inputs: hidden, outputs: windows.ahead * Self.quantiles.count,
      start: .zeros)
    return readout(last)
  }

  /// The quantile loss (Koenker & Bassett, "Regression quantiles", 1978).
  func loss(_ scope: ParameterScope, _ inputs: StepInputs<Windows.Batch>) -> Tensor {
    let (count, outputs) = (windows.fitted.count, windows.ahead * Self.quantiles.count)
    let read = inputs.declare("inputs", [windows.window * count, 2], \.inputs)
    let truth = inputs.declare("truth", [count, outputs], \.truth)
    let error = truth - changes(scope, read, count: count)
    let levels = (0..<windows.ahead).flatMap { _ in Self.quantiles }
    let level = error.builder.literal(levels, [1, outputs])
    return maximum(error * level, error * (level - 1)).mean()
  }
}
