import ForeframeFrames

/// Which network a recipe for a folder trains. This is the one place where that is decided.
struct NetworkChoice: Hashable, Sendable {
  /// The `model` part of the recipe.
  let lines: [RecipeLine]
  /// What the network asks of the `data` part.
  let dataLines: [RecipeLine]
  /// In words, for the summary.
  let words: String
  /// The learning rate, as YAML has it, where a network could learn its windows by heart.
  let rateForFewWindows: String
  /// Numbers that training keeps for each pixel of a frame and each time step.
  let numbersPerPixel: Double

  /// - Parameters:
  ///   - size: of the frames that the network is trained on.
  ///   - minutes: of training.
  ///   - windows: how many there are to train on.
  init(_ facts: FolderFacts, size: FrameSize, minutes: Double, windows: Int) {
    self =
      Self.isCarriedByMotion(facts, size: size)
      ? .flowResidual(windows: windows)
      : .stack(channels: facts.channels, size: size, minutes: minutes)
  }

  private init(
    lines: [RecipeLine], dataLines: [RecipeLine] = [], words: String, rateForFewWindows: String,
    numbersPerPixel: Double
  ) {
    self.lines = lines
    self.dataLines = dataLines
    self.words = words
    self.rateForFewWindows = rateForFewWindows
    self.numbersPerPixel = numbersPerPixel
  }

  /// Half of a picture with texture moves at least so fast, in pixels a frame, and moving it takes away at
  /// least such a part of the last frame's error: clouds and rain do, people before a still camera do not.
  private static let (leastMotion, leastGain) = (0.5, 1.0 / 3)
  /// Motion is not found on smaller frames.
  private static let leastSide = 32

  private static func isCarriedByMotion(_ facts: FolderFacts, size: FrameSize) -> Bool {
    guard let movement = facts.movement, let gain = movement.gain else { return false }
    return facts.channels == 1 && min(size.height, size.width) >= leastSide
      && movement.typical >= leastMotion && gain >= leastGain
  }

  /// Begins as the damped forecast, so that minutes of training are spent on what that leaves over.
  private static func flowResidual(windows: Int) -> NetworkChoice {
    let hidden = 32
    var dataLines: [RecipeLine] = []
    if windows < RecipeChoice.few {
      dataLines.append(
        RecipeLine(
          "reverse", "true",
          "half of the windows run backward: growth and decay of a few are chance"))
    }
    dataLines.append(
      RecipeLine("pool", "256", "windows whose motion is found once, and which are drawn again"))
    return NetworkChoice(
      lines: [
        RecipeLine(
          "architecture", "flow-residual",
          "is given the motion and the damped forecast, and corrects that"),
        RecipeLine("cell", "ConvLSTM"),
        RecipeLine("layers", "[{channels: \(hidden), kernel: 3}]"),
      ],
      dataLines: dataLines,
      words: "flow-residual, which begins as the damped forecast; a ConvLSTM layer of \(hidden) "
        + "channels learns to correct it",
      rateForFewWindows: "1e-3",
      // The recurrence is on a quarter of the grid; the head for each lead on a half of it and on all.
      numbersPerPixel: Double(hidden * 28) / 16 + 96)
  }

  /// A residual stack of two ConvLSTM layers. It predicts the change from the frame before, and wider layers
  /// are only worth their time in longer runs.
  private static func stack(channels: Int, size: FrameSize, minutes: Double) -> NetworkChoice {
    let side = min(size.height, size.width)
    let patch = side >= 64 ? 4 : side >= 24 ? 2 : 1
    let hidden = minutes < 3 ? 32 : minutes <= 30 ? 48 : 64
    let layer = "{channels: \(hidden), kernel: 3}"
    return NetworkChoice(
      lines: [
        RecipeLine("architecture", "autoregressive"),
        RecipeLine("cell", "ConvLSTM"),
        RecipeLine("layers", "[\(layer), \(layer)]", "wider layers learn more and take longer"),
        RecipeLine(
          "patch", "\(patch)",
          "\(patch)x\(patch) pixels become one place of the grid that the layers work on"),
        RecipeLine("residual", "true", "the network predicts the change from the frame before"),
      ],
      words: "a residual stack of 2 ConvLSTM layers of \(hidden) channels, 3x3, on "
        + (patch > 1 ? "patches of \(patch)x\(patch) pixels" : "single pixels"),
      rateForFewWindows: "1e-4",
      // Gates, state and hidden state, each with its gradient or kept for it, and the padded input.
      numbersPerPixel: Double(2 * hidden * 14) / Double(patch * patch) + 6 * Double(channels))
  }
}
