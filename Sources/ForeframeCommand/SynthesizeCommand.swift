import ArgumentParser
import ForeframeFiles
import Foreframe
import ForeframeFrames

/// Makes up sequences.
struct SynthesizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: "Make up sequences of PNGs, the same ones for the same seed.",
    discussion: """
      Examples:
        foreframe synthesize moving-digits -o digits/ --count 3
        foreframe synthesize moving-digits -o mnist/ --digits t10k-images-idx3-ubyte.gz
        foreframe synthesize clouds -o clouds/ --train 80 --validation 10 --test 10
        foreframe synthesize camera -o camera/ --count 3 --size 320x240
      """,
    subcommands: [
      SynthesizeDigitsCommand.self, SynthesizeCloudsCommand.self, SynthesizeCameraCommand.self,
    ])
}

/// How many sequences, and where they go.
struct SynthesisOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: "The folder to write to; it is made.", completion: .directory)
  var output: String

  @Option(help: "Sequences, in folders of their own, without a division into parts. (default: 10)")
  var count: Int?

  @Option(help: ArgumentHelp("Sequences in OUTPUT/train.", valueName: "count"))
  var train = 0

  @Option(help: ArgumentHelp("Sequences in OUTPUT/validation.", valueName: "count"))
  var validation = 0

  @Option(help: ArgumentHelp("Sequences in OUTPUT/test.", valueName: "count"))
  var test = 0

  @Option(help: "Sequences of different seeds have nothing in common.")
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Frames in a sequence.", valueName: "count"))
  var frames = 20

  @Flag(help: "Accept an output folder that is not empty; files of the same names are replaced.")
  var overwrite = false

  func validate() throws {
    try PathArguments.check(["--output": [output]])
    for (name, value) in [("--train", train), ("--validation", validation), ("--test", test)] {
      if !(0...1_000_000).contains(value) {
        throw ValidationError("\(name) \(value): 0 to 1000000 sequences")
      }
    }
    if let count {
      if train + validation + test > 0 {
        throw ValidationError("--count does not go with --train, --validation and --test")
      }
      if !(1...1_000_000).contains(count) {
        throw ValidationError("--count \(count): 1 to 1000000 sequences")
      }
    }
    if !(1...100_000).contains(frames) {
      throw ValidationError("--frames \(frames): 1 to 100000 frames")
    }
  }

  /// Folders with the numbers of sequences in them.
  private var parts: [(folder: String?, count: Int)] {
    let parts = [("train", train), ("validation", validation), ("test", test)]
      .filter { $0.1 > 0 }
    return parts.isEmpty ? [(nil, count ?? 10)] : parts.map { ($0.0, $0.1) }
  }

  func write(_ sequences: some SyntheticSequences) throws {
    CleanStop.install()
    let folder = try OutputFolder(output, overwrites: overwrite)
    let total = parts.reduce(0) { $0 + $1.count }
    var progress = Progress("synthesizing", unit: "sequences", total: total)
    defer { progress.finish() }
    try folder.write { target in
      var index = 0
      for part in parts {
        let place = part.folder.map { FileSystem.join(target, $0) } ?? target
        for number in 0..<part.count {
          let digits = String(number)
          let name = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
          try sequences.write(
            index, to: FileSystem.join(place, name), isInUnfinishedFolder: true)
          index += 1
          progress.update(index)
        }
      }
    }
    progress.finish()
    Console.note(
      "\(total) sequences of \(sequences.frameCount) frames, \(sequences.format), seed \(seed)")
    try Console.result(folder.path)
  }
}

/// `foreframe synthesize moving-digits`
struct SynthesizeDigitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moving-digits",
    abstract: "Digits that move at constant speed and bounce, 8-bit grey, as in Moving MNIST.",
    discussion: """
      Examples:
        foreframe synthesize moving-digits -o digits/ --train 100 --test 20 --seed 7
        foreframe synthesize moving-digits -o mnist/ --digits t10k-images-idx3-ubyte.gz
      """)

  @OptionGroup var options: SynthesisOptions

  @Option(
    help: ArgumentHelp(
      "An idx file of 28x28 images, gzipped or not. (default: drawn strokes)", valueName: "file"),
    completion: .file())
  var digits: String?

  @Option(help: ArgumentHelp("Height and width of a frame, at least 28.", valueName: "pixels"))
  var size = 64

  @Option(help: ArgumentHelp("Digits in a sequence.", valueName: "count"))
  var digitCount = 2

  func validate() throws {
    if !(StrokeDigit.size...4096).contains(size) {
      throw ValidationError("--size \(size): \(StrokeDigit.size) to 4096 pixels")
    }
    if !(0...1000).contains(digitCount) {
      throw ValidationError("--digit-count \(digitCount): 0 to 1000 digits")
    }
  }

  func run() throws {
    let source = try digits.map { MovingDigits.Source.images(try IdxImages.read($0)) }
    try options.write(
      MovingDigits(
        seed: options.seed, source: source ?? .strokes, frameCount: options.frames, size: size,
        digitCount: digitCount))
  }
}

/// `foreframe synthesize clouds`
struct SynthesizeCloudsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clouds",
    abstract: "Clouds in a rotating flow, 16-bit grey, with times in the names.",
    discussion: """
      Examples:
        foreframe synthesize clouds -o clouds/ --count 4 --size 256x192 --interval 5
      """)

  @OptionGroup var options: SynthesisOptions

  @Option(
    help: ArgumentHelp("WIDTHxHEIGHT of a frame. (default: 128x128)", valueName: "size"),
    transform: SizeArgument.parse)
  var size = FrameSize(height: 128, width: 128)

  @Option(help: ArgumentHelp("Minutes from frame to frame.", valueName: "minutes"))
  var interval = 10

  @Option(help: ArgumentHelp("The fastest wind, in pixels per frame.", valueName: "pixels"))
  var speed = 2.0

  func validate() throws {
    if !(1...100_000).contains(interval) {
      throw ValidationError("--interval \(interval): 1 to 100000 minutes")
    }
    if !(0...100).contains(speed) { throw ValidationError("--speed \(speed): 0 to 100 pixels") }
  }

  func run() throws {
    try options.write(
      Clouds(
        seed: options.seed, width: size.width, height: size.height,
        frameCount: options.frames, interval: interval, speed: speed))
  }
}

/// `foreframe synthesize camera`
struct SynthesizeCameraCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "camera",
    abstract: "What a moving camera sees: textured ground and objects that cross it, 8-bit grey.",
    discussion: """
      Examples:
        foreframe synthesize camera -o camera/ --count 4 --size 320x240 --speed 5
      """)

  @OptionGroup var options: SynthesisOptions

  @Option(
    help: ArgumentHelp("WIDTHxHEIGHT of a frame. (default: 160x120)", valueName: "size"),
    transform: SizeArgument.parse)
  var size = FrameSize(height: 120, width: 160)

  @Option(
    help: ArgumentHelp("The camera's highest speed, in pixels per frame.", valueName: "pixels"))
  var speed = 3.0

  @Option(help: ArgumentHelp("Objects in a sequence.", valueName: "count"))
  var objectCount = 2

  func validate() throws {
    if !(0...100).contains(speed) { throw ValidationError("--speed \(speed): 0 to 100 pixels") }
    if !(0...1000).contains(objectCount) {
      throw ValidationError("--object-count \(objectCount): 0 to 1000 objects")
    }
  }

  func run() throws {
    try options.write(
      CameraScene(
        seed: options.seed, width: size.width, height: size.height,
        frameCount: options.frames, speed: speed, objectCount: objectCount))
  }
}
