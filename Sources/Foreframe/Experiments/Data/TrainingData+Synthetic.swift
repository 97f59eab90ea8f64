import ForeframeFiles
import ForeframeFrames

extension TrainingData {
  static func synthetic(_ kind: DataRecipe.Synthetic, _ recipe: Recipe) throws -> TrainingData {
    let data = recipe.data
    let length = data.inputs + data.horizon
    let numbers = Int.productOrLargest(
      [length, recipe.training.batch, data.height, data.width])
    guard Memory.canHold(numbers, of: Float.self) else {
      throw FrameError.noMemory(
        what: "a batch of \(recipe.training.batch) times \(length) frames of "
          + "\(data.width)x\(data.height)",
        bytes: numbers.multipliedOrLargest(4))
    }
    var hash = ContentHash()
    let what: String
    let make: @Sendable (UInt64) -> any SyntheticSequences
    switch kind {
    case .movingDigits:
      var source = MovingDigits.Source.strokes
      if let path = data.digits {
        source = .images(try digits(path))
        hash.add(try FileSystem.read(path, limit: IdxImages.maximumSize))
        what = "moving digits from \(path)"
      } else {
        what = "moving digits, drawn"
      }
      make = { [source] in
        MovingDigits(seed: $0, source: source, frameCount: length, size: data.height)
      }
    case .clouds:
      what = "clouds"
      make = {
        Clouds(seed: $0, width: data.width, height: data.height, frameCount: length)
      }
    }
    let training = make(data.seed)
    // Another seed has nothing in common with the first.
    let validation = make(data.seed &+ 0x5EED_0000_0000)
    // The first sequence stands for the generator, should its drawing ever change.
    hash.add("\(kind.rawValue) \(data.seed) \(data.height)x\(data.width) \(length)")
    hash.add(training.samples(of: 0).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] })

    let count = recipe.training.batch
    let cases = recipe.training.validationCases
    let maximum = Float(training.format.maximumSample)
    let cadence = kind == .clouds ? "10 min" : nil
    let size = FrameSize(height: data.height, width: data.width)
    let frames = FramesProvenance(
      stored: size, cadence: cadence, channels: 1, content: content(of: training, batchSize: count))
    var made = TrainingData(
      size: size, channels: 1, hasMask: false,
      minimum: 0, maximum: maximum, cadence: cadence, fingerprint: hash.text, frames: frames,
      batchesPerEpoch: nil,
      summary: ["\(what): made on the fly, \(data.width)x\(data.height), seed \(data.seed)"],
      validationBatches: (cases + count - 1) / count, validationCases: cases,
      batch: {
        data.augment.apply(
          FrameBatch(training, first: $0 * count, count: count, validCount: count),
          seed: recipe.training.plan.seed, number: $0)
      },
      validation: {
        FrameBatch(
          validation, first: $0 * count, count: count, validCount: min(count, cases - $0 * count))
      })
    made.pool = recipe.pool { FrameBatch(training, first: $0, count: 1, validCount: 1) }
    if let pool = made.pool {
      made.summary.append(pool.summary)
      made.batch = { try pool.batch($0).frames }
    }
    return made
  }
}

extension TrainingData {
  /// The digits of an idx file. A recipe names one that every user has somewhere else.
  private static func digits(_ path: String) throws -> IdxImages {
    do throws(IdxError) {
      return try IdxImages.read(path)
    } catch {
      guard UserError(error).exitStatus == .inputMissing else { throw error }
      throw UserError(
        "\(path): there is no such file of digits; say where it is with --set data.digits=FILE",
        .inputMissing)
    }
  }
}

extension FrameBatch {
  /// Sequences `first..<first + count` side by side.
  init(_ source: any SyntheticSequences, first: Int, count: Int, validCount: Int) {
    let format = source.format
    let steps = source.frameCount
    let size = format.pixelCount
    var values = [Float](repeating: 0, count: steps * count * size)
    var sequence = [Float](repeating: 0, count: steps * size)
    for number in 0..<count {
      sequence.withUnsafeMutableBufferPointer { source.fill(first + number, into: $0) }
      for step in 0..<steps {
        let place = (step * count + number) * size
        values.replaceSubrange(
          place..<place + size, with: sequence[step * size..<(step + 1) * size])
      }
    }
    self.init(
      steps: steps, count: count, height: format.height, width: format.width, channels: 1,
      values: values, validCount: validCount)
  }
}
