import ArgumentParser
import Foreframe
import ForeframeFiles
import ForeframeFrames

/// Writes the recipe that `train` would choose for a folder of frames.
struct RecipeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipe",
    abstract: "Write the recipe that train would choose for a folder of frames.",
    discussion: """
      Looks at the frames in DATA (size, depth, cadence, gaps, number, motion) and prints a recipe \
      for them as YAML, with a comment where there is a choice. `foreframe train DATA -o RUN` trains by \
      the same one; edit it and train with -c.

      Examples:
        foreframe recipe radar/ > mine.yaml
        foreframe recipe video/ --size 160x90 --minutes 60 > mine.yaml
        foreframe train -c mine.yaml -o runs/mine
      """)

  @Argument(help: "A folder of sequences of PNGs.", completion: .directory)
  var data: String

  @Option(
    help: ArgumentHelp("Minutes of training.", valueName: "minutes"))
  var minutes = RecipeWishes.usualMinutes

  @Option(
    help: ArgumentHelp(
      "Frames that the network reads. (default: by the length of the sequences)",
      valueName: "frames"))
  var inputs: Int?

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp(
      "Frames that it predicts in training. (default: by the length of the sequences)",
      valueName: "frames"))
  var horizon: Int?

  @Option(
    help: ArgumentHelp(
      "Reduce frames to WIDTHxHEIGHT by block means. (default: by their size and motion)",
      valueName: "size"),
    transform: SizeArgument.parse)
  var size: FrameSize?

  @Flag(help: "Print one JSON document.")
  var json = false

  @OptionGroup var mask: MaskOption

  func validate() throws {
    try PathArguments.check(["DATA": [data]])
    try CountLimit.trainedFrames.check(inputs, "--inputs")
    try CountLimit.trainedFrames.check(horizon, "-n")
    try TimeLimit.check(minutes)
  }

  func run() throws {
    CleanStop.install()
    try ForeignFrames.check(data)
    let choice = RecipeChoice(
      try FolderFacts.read(data, mask: mask.path),
      RecipeWishes(
        inputs: inputs, horizon: horizon, size: size, minutes: minutes, mask: mask.path),
      memory: Memory.available)
    if json {
      try Console.result(choice.recipe().json)
    } else {
      try Console.result(String(choice.text.dropLast()))
    }
  }
}
