import ForeframeFrames

/// Which network a recipe for a folder trains. This is the one place where that is decided.
///
/// The network of today: a residual stack of two ConvLSTM layers. It predicts the change from the frame
/// before, so that it begins as persistence, and wider layers are only worth their time in longer runs.
struct NetworkChoice: Hashable, Sendable {
  /// The `model` part of the recipe.
  let lines: [RecipeLine]
  /// In words, for the summary.
  let words: String
  /// Side of the patches that become channels.
  let patch: Int
  /// Numbers that training keeps for each pixel of a frame and each time step.
  let numbersPerPixel: Double

  /// - Parameters:
  ///   - size: of the frames that the network is trained on.
  ///   - minutes: of training.
  init(_ facts: FolderFacts, size: FrameSize, minutes: Double) {
    let side = min(size.height, size.width)
    patch = side >= 64 ? 4 : side >= 24 ? 2 : 1
    let hidden = minutes < 3 ? 32 : minutes <= 30 ? 48 : 64
    let layers = 2
    let kernel = 3
    words =
      "a residual stack of \(layers) ConvLSTM layers of \(hidden) channels, \(kernel)x\(kernel), on "
      + (patch > 1 ? "patches of \(patch)x\(patch) pixels" : "single pixels")
    lines = [
      RecipeLine("architecture", "autoregressive"),
      RecipeLine("cell", "ConvLSTM"),
      RecipeLine(
        "layers",
        "["
          + (0..<layers).map { _ in "{channels: \(hidden), kernel: \(kernel)}" }
          .joined(separator: ", ") + "]", "wider layers learn more and take longer"),
      RecipeLine(
        "patch", "\(patch)",
        "\(patch)x\(patch) pixels become one place of the grid that the layers work on"),
      RecipeLine("residual", "true", "the network predicts the change from the frame before"),
    ]
    // Gates, state and hidden state, each with its gradient or kept for it, and the padded input.
    numbersPerPixel =
      Double(layers * hidden * 14) / Double(patch * patch) + 6 * Double(facts.channels)
  }
}
