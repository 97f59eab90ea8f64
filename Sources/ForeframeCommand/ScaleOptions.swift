import ArgumentParser
import Foreframe

/// At which size frames are read.
struct ScaleOptions: ParsableArguments {
  @Option(
    name: [.customLong("size"), .customLong("reduce")],
    help: ArgumentHelp(
      "Reduce frames to WIDTHxHEIGHT by block means, or 'full' for as they are. (default: as the "
        + "model's training reduced its frames)", valueName: "size"),
    completion: .list(["full"]), transform: ScaleArgument.parse)
  var size: FrameScale?

  var scale: FrameScale { size ?? .asTrained }
}
