import ForeframeTensorGraph

/// How frames enter and leave a network.
public struct FrameInterface: Hashable, Sendable {
  /// What a network's numbers mean.
  public enum Output: String, Hashable, Sendable, CaseIterable {
    /// Intensities.
    case linear
    /// Logits; the frame is their logistic function.
    case logits
  }

  /// Channels of a frame.
  public var channels: Int
  /// Side of the square patches that frames are cut into; 1 for none.
  public var patch: Int
  public var output: Output
  /// Levels of the quantiles that the network forecasts beside each frame, ascending within 0 and 1;
  /// empty for none.
  public var quantiles: [Double]

  public init(
    channels: Int = 1, patch: Int = 1, output: Output = .linear, quantiles: [Double] = []
  ) {
    self.channels = channels
    self.patch = patch
    self.output = output
    self.quantiles = quantiles
  }

  /// The quantiles of a network of which nothing else is said.
  public static let usualQuantiles = [0.1, 0.25, 0.5, 0.75, 0.9, 0.97]

  /// Channels of a frame in patches.
  public var patchChannels: Int { channels * patch * patch }

  /// A network's numbers as intensities.
  public func activated(_ values: Tensor) -> Tensor {
    switch output {
    case .linear: values
    case .logits: sigmoid(values)
    }
  }
}
