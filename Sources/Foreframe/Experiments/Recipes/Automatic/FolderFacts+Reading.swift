import ForeframeFiles
import ForeframeFrames
import ForeframeMotion

extension FolderFacts {
  /// Looks at a folder: at all names, and at some of the frames.
  ///
  /// - Parameter mask: a PNG that says which pixels are observed at all; nil: as `dataset.yaml` says.
  /// - Throws: what opening a data set and reading frames throw.
  public static func read(_ path: String, mask: String? = nil) throws -> FolderFacts {
    var recipe = DataRecipe(inputs: 1, horizon: 1)
    recipe.mask = mask
    var description = try recipe.datasetDescription(folder: path)
    let hasRange = description.minimum != nil || description.maximum != nil
    // Everything in one part where no folders divide it.
    description.fractions = [1, 0, 0]
    let dataset = try Dataset.open(path, description: description)
    let isDivided = dataset.hasSplitFolders && !dataset.train.isEmpty
    let train = dataset.train.isEmpty ? dataset.sequences : dataset.train
    guard let first = train.first else { throw FrameError.emptyFolder(path: path, folders: 0) }
    let format = try first.format(of: 0)
    let encoding = FrameEncoding(
      format: format, scaling: try description.scaling(for: format, source: path),
      noData: description.noData)
    let look = try FrameLook(train, encoding)
    return FolderFacts(
      path: path, size: FrameSize(height: format.height, width: format.width),
      channels: encoding.channels, bitDepth: format.bitDepth, format: "\(format)",
      cadence: first.cadence?.description, sequences: train.map(\.count),
      validation: isDivided ? dataset.validation.map(\.count) : [],
      test: isDivided ? dataset.test.map(\.count) : [],
      hasSplitFolders: dataset.hasSplitFolders, gaps: gaps(dataset.sequences),
      hasMissing: look.hasMissing, samples: look.samples, hasGivenRange: hasRange,
      movement: look.movement)
  }

  /// Sequences of one folder lie before and after a gap.
  private static func gaps(_ sequences: [FrameSequence]) -> Int {
    sequences.count - Set(sequences.map(\.folder)).count
  }
}

/// Some frames of a folder, spread over its sequences, three in a row.
private struct FrameLook {
  private(set) var hasMissing = false
  private(set) var samples: ClosedRange<Double>?
  private(set) var movement: FolderFacts.Movement?

  /// Looks at so many places, in frames of so many pixels.
  private static let mostPlaces = 6
  private static let pixels = 65_536

  init(_ sequences: [FrameSequence], _ encoding: FrameEncoding) throws {
    var speeds: [Speed] = []
    var (still, moved) = (0.0, 0.0)
    for (sequence, index) in Self.places(sequences) {
      let count = min(3, sequence.count)
      let images = try (0..<count).map { step in
        let image = encoding.encode(try sequence.read(index + step))
        add(image, encoding)
        return image
      }
      guard count == 3 else { continue }
      let factor = Self.factor(images[0].size)
      let size = images[0].size
      let geometry = FrameGeometry(
        reduced: factor == 1
          ? nil : FrameSize(height: size.height / factor, width: size.width / factor))
      let small = images.map { geometry.apply($0) }
      let observed = SharedInputs(FrameBatch(windows: [Array(small[..<2])]))
      let forecast = try MotionForecaster().forecast(
        observed, known: 0..<2, horizon: 1, progress: ForecastProgress()
      ).image(step: 0, window: 0)
      still += Self.error(small[1], small[2])
      moved += Self.error(forecast, small[2])
      let (inputs, history) = observed.motion(0)
      speeds += Self.speeds(
        history.field(.mixed, at: 1, pairs: 1), inputs.brightness.frames[1], factor: factor)
    }
    guard !speeds.isEmpty else { return }
    movement = FolderFacts.Movement(
      typical: Speed.quantile(speeds, 0.5), fast: Speed.quantile(speeds, 0.9),
      gain: still > 0 ? 1 - moved / still : nil)
  }

  /// The smallest whole factor of reduction that leaves few enough pixels.
  private static func factor(_ size: FrameSize) -> Int {
    var factor = 1
    while (size.height / factor) * (size.width / factor) > pixels,
      min(size.height, size.width) / (factor + 1) >= 16
    { factor += 1 }
    return factor
  }

  private static func places(_ sequences: [FrameSequence]) -> [(FrameSequence, Int)] {
    let long = sequences.filter { $0.count >= 3 }
    guard !long.isEmpty else { return sequences.prefix(mostPlaces).map { ($0, 0) } }
    let starts = long.flatMap { sequence in (0...sequence.count - 3).map { (sequence, $0) } }
    let count = min(mostPlaces, starts.count)
    return (0..<count).map { starts[(2 * $0 + 1) * starts.count / (2 * count)] }
  }

  private mutating func add(_ image: FrameImage, _ encoding: FrameEncoding) {
    if image.mask?.contains(where: { $0 < 1 }) ?? false { hasMissing = true }
    var (low, high) = (Float.infinity, -Float.infinity)
    for (index, value) in image.values.enumerated()
    where image.mask.map({ $0[index / image.channels] > 0 }) ?? true {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else { return }
    let scale = encoding.scaling
    func sample(_ value: Float) -> Double {
      (Double(scale.minimum) + Double(value) * Double(scale.maximum - scale.minimum)).rounded()
    }
    let found = sample(low)...sample(high)
    samples =
      samples.map {
        min($0.lowerBound, found.lowerBound)...max($0.upperBound, found.upperBound)
      } ?? found
  }

  /// The sum of squared differences where both were observed.
  private static func error(_ one: FrameImage, _ other: FrameImage) -> Double {
    var sum = 0.0
    for index in one.values.indices {
      let pixel = index / one.channels
      if one.mask.map({ $0[pixel] == 0 }) ?? false { continue }
      if other.mask.map({ $0[pixel] == 0 }) ?? false { continue }
      let difference = Double(one.values[index] - other.values[index])
      sum += difference * difference
    }
    return sum
  }

  /// How fast a pixel moves, and how much it counts: as much as its texture.
  private struct Speed {
    var pixels: Double
    var weight: Double

    static func quantile(_ speeds: [Speed], _ share: Double) -> Double {
      let sorted = speeds.sorted { $0.pixels < $1.pixels }
      let total = sorted.reduce(0) { $0 + $1.weight }
      var sum = 0.0
      for speed in sorted {
        sum += speed.weight
        if sum >= share * total { return speed.pixels }
      }
      return sorted.last?.pixels ?? 0
    }
  }

  /// In pixels of the files, of every few pixels.
  private static func speeds(
    _ field: DisplacementField, _ frame: Plane, factor: Int
  ) -> [Speed] {
    let step = max(1, Int((Double(frame.count) / 8192).squareRoot()))
    var speeds: [Speed] = []
    for y in stride(from: 0, to: frame.height - 1, by: step) {
      for x in stride(from: 0, to: frame.width - 1, by: step) {
        let dx = frame[y, x + 1] - frame[y, x], dy = frame[y + 1, x] - frame[y, x]
        let texture = Double(dx * dx + dy * dy).squareRoot()
        guard texture > 0 else { continue }
        let vx = Double(field.x[y, x]), vy = Double(field.y[y, x])
        speeds.append(
          Speed(pixels: Double(factor) * (vx * vx + vy * vy).squareRoot(), weight: texture))
      }
    }
    return speeds
  }
}
