import ForeframeTensorGraph

/// What the gates of a convolutional cell see: Wx * x + Wh * h + b.
public struct ConvolutionalGates {
  /// nil for a cell that sees its state alone.
  public let input: Convolution?
  public let hidden: Convolution
  /// [1, 1, 1, gates * hidden]
  public let bias: Tensor?

  /// Wx * x + b for all frames at once: [N, H, W, inputs] -> [N, H, W, gates * hidden].
  public func project(_ x: Tensor) -> Tensor {
    guard let input else { preconditionFailure("this cell has no input") }
    return biased(input(x))
  }

  /// The bias alone: [1, 1, 1, gates * hidden].
  public func projectNothing() -> Tensor {
    bias ?? hidden.weight.filled(0, [1, 1, 1, hidden.weight.shape[3]])
  }

  /// Whether both filters have one size, so that [Wx; Wh] is a filter on [x, h].
  public var canJoin: Bool { input?.weight.shape[0] == hidden.weight.shape[0] }

  /// Both convolutions as one over [x, h]: the sums of the gates go through memory once, and in
  /// training so do their gradients.
  public func joint(_ x: Tensor, _ h: Tensor) -> Tensor {
    guard let input, canJoin, !h.isZero else { return project(x) + hidden(h) }
    return biased(
      concat([x, h], axis: -1).convolved(concat([input.weight, hidden.weight], axis: 2)))
  }

  private func biased(_ product: Tensor) -> Tensor { bias.map { product + $0 } ?? product }
}
