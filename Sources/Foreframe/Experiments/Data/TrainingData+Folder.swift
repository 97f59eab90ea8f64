import ForeframeFiles
import ForeframeFrames

extension TrainingData {
  static func folder(
    _ path: String, _ recipe: Recipe, _ progress: (_ done: Int, _ total: Int) -> Void
  ) throws -> TrainingData {
    let data = recipe.data
    let length = data.inputs + data.horizon
    let description = try data.datasetDescription(folder: path)
    let dataset = try Dataset.open(path, description: description)
    var train = dataset.train
    var validation = dataset.validation
    var leftOut = dataset.leftOut
    var summary = train.prefix(3).map { "training: \($0.name): \($0.patternDescription)" }
    if train.count > 3 { summary.append("training: \(train.count) sequences in all") }
    if !dataset.ignored.isEmpty {
      summary.append("\(dataset.ignored.count) files left out, such as \(dataset.ignored[0])")
    }
    summary += dataset.notes.prefix(5)
    if validation.isEmpty || !validation.contains(where: { $0.count >= length }) {
      (train, validation, leftOut) = heldOut(
        train, length: length, share: data.heldOut, gap: data.gap)
      summary.append(
        validation == train
          ? "no validation: the sequences are too short to hold any frames out, so scores are those "
            + "of training windows"
          : "validation: the last frames of the training sequences, held out"
            + (data.gap > 0 ? "; \(data.gap) frames before them are left out" : ""))
    }

    let first = try (train.first?.format(of: 0))
    guard let first else { throw FrameError.emptyFolder(path: path, folders: 0) }
    let scaling = try description.scaling(for: first, source: "\(recipe.name), \(path)")
    let encoding = FrameEncoding(
      format: first, scaling: scaling, noData: description.noData)
    if recipe.hasGivenChannels && recipe.model.frameChannels != encoding.channels {
      throw RecipeError.badValue(
        file: recipe.name, key: "model.channels",
        reason: "\(recipe.model.frameChannels), but the frames have \(encoding.channels)")
    }
    let cache = ImageCache()
    func source(
      _ sequences: [FrameSequence], _ order: BatchSource.Order, stride: Int, cache: ImageCache,
      block: Int?, isRandom: Bool = false
    ) throws -> BatchSource {
      let geometry = FrameGeometry(
        reduced: data.reduce, crop: data.crop,
        placement: order == .once && !isRandom ? .centre : .random, multiple: recipe.model.patch,
        block: block)
      return try BatchSource(
        sequences: sequences,
        index: try WindowIndex(sequences, length: length, stride: stride), encoding: encoding,
        geometry: geometry, batchSize: recipe.training.batch, order: order, cache: cache)
    }
    func check(_ size: FrameSize) throws(RecipeError) {
      guard data.augment == .turned, size.height != size.width else { return }
      throw .badValue(
        file: recipe.name, key: "data.augment", reason: "frames of \(size) are not square")
    }
    let largest = data.blocks.max()
    let training = try source(
      train, .shuffled(seed: recipe.training.plan.seed), stride: data.stride, cache: cache,
      block: largest)
    try check(training.size)
    let scan = try ContentScan(train + validation, encoding, progress: progress)
    // Spread over all windows when there are more than wanted.
    let every = try WindowIndex(validation, length: length).count
    let held = try source(
      validation, .once,
      stride: max(1, every / max(1, recipe.training.validationCases)), cache: ImageCache(),
      block: largest)
    let pool = try recipe.pool(train, channels: encoding.channels, size: training.size) {
      try source(
        $0, .once, stride: 1, cache: ImageCache(budget: (1 << 30) / max(1, data.blocks.count)),
        block: $1, isRandom: true)
    }
    let padded = FrameGeometry(reduced: data.reduce, crop: data.crop, block: largest).outputSize(
      of: FrameSize(height: first.height, width: first.width))
    let isHeldOut = validation != train
    summary.append(
      "\(training.index.count) training windows and \(held.index.count) "
        + "\(isHeldOut ? "for validation" : "of them scored"), "
        + "\(length) frames of \(training.size) each")
    if let pool { summary.append(pool.summary) }
    let cadence = train.first?.cadence?.description
    let frames = FramesProvenance(
      stored: FrameSize(height: first.height, width: first.width), reduced: data.reduce,
      crop: data.crop, cadence: cadence, channels: encoding.channels,
      content: try content(of: training))
    var found = TrainingData(
      size: training.size, channels: encoding.channels,
      hasMask: description.noData != nil || description.mask != nil || scan.hasTransparency
        || padded != training.size,
      minimum: scaling.minimum, maximum: scaling.maximum,
      cadence: cadence, fingerprint: scan.fingerprint, frames: frames,
      seen: SeenFrames((scan.files + (try ContentScan(leftOut).files)).flatMap(\.self)),
      heldOut: isHeldOut ? SeenFrames(scan.files.dropFirst(train.count).flatMap(\.self)) : nil,
      validatesOnTraining: !isHeldOut,
      batchesPerEpoch: training.batchesPerEpoch, summary: summary,
      validationBatches: held.batchesPerEpoch, validationCases: held.index.count,
      batch: {
        data.augment.apply(try training.batch($0), seed: recipe.training.plan.seed, number: $0)
      }, validation: { try held.batch($0) })
    found.warnings = [shortSequences(dataset, length: length)].compactMap(\.self)
    found.pool = pool
    found.spacing = FrameSpacing(
      minutes: validation.first?.cadence?.seconds.map { $0 / 60 }, pixel: largest.map(Double.init))
    if let pool {
      found.batchesPerEpoch = pool.batchesPerEpoch
      found.batch = { try pool.batch($0).frames }
    }
    return found
  }

  /// Names the sequences that are too short for a window; nil if there are none.
  static func shortSequences(_ dataset: Dataset, length: Int) -> String? {
    let parts = dataset.hasSplitFolders ? dataset.train + dataset.validation : dataset.sequences
    // Those that one sequence was cut into have its name.
    let counts = Dictionary(grouping: parts) { [$0.folder, $0.name] }.map { place, parts in
      (name: place[1], frames: parts.reduce(0) { $0 + $1.count })
    }
    let short = counts.filter { $0.frames < length }.sorted { $0.name < $1.name }
    guard !short.isEmpty else { return nil }
    let frames = short.reduce(0) { $0 + $1.frames }
    let total = counts.reduce(0) { $0 + $1.frames }
    let named = short.prefix(3).map { "\($0.name.shown): \($0.frames)" }.joined(separator: ", ")
    return "\(frames) of \(total) frames are in no window: of \(counts.count) sequences "
      + "\(short.count) \(short.count == 1 ? "has" : "have") fewer than the \(length) frames of a window "
      + "(\(named)\(short.count > 3 ? " and \(short.count - 3) more" : "")); gaps end a sequence, and "
      + "fewer inputs or a shorter horizon make windows shorter"
  }

  /// Cuts the last part off each sequence that is long enough for windows in both parts; gives
  /// all to both if none is.
  ///
  /// - Parameter gap: frames between the parts that belong to neither.
  /// - Returns: both parts, and the gaps.
  static func heldOut(
    _ sequences: [FrameSequence], length: Int, share: Double, gap: Int = 0
  ) -> (train: [FrameSequence], validation: [FrameSequence], leftOut: [FrameSequence]) {
    var train: [FrameSequence] = []
    var leftOut: [FrameSequence] = []
    var validation: [FrameSequence] = []
    for sequence in sequences {
      let last = max(length, Int((Double(sequence.count) * share).rounded(.up)))
      guard share > 0, sequence.count - last - gap >= length else {
        train.append(sequence)
        continue
      }
      train.append(sequence.slice(0..<sequence.count - last - gap))
      if gap > 0 {
        leftOut.append(sequence.slice(sequence.count - last - gap..<sequence.count - last))
      }
      validation.append(sequence.slice(sequence.count - last..<sequence.count))
    }
    return validation.isEmpty ? (sequences, sequences, []) : (train, validation, leftOut)
  }
}

extension DataRecipe {
  /// How a data set is to be read and divided: what the recipe says, otherwise the folder's
  /// `dataset.yaml`.
  ///
  /// - Throws: ``RecipeError``, `FrameError` for a pattern that makes no sense.
  func datasetDescription(folder: String) throws -> DatasetDescription {
    var description = try DatasetDescription.read(folder: folder)
    if let pattern {
      description.pattern = try FramePattern(inFile: "the recipe", key: "data.pattern", pattern)
    }
    switch split {
    case .automatic: description.division = .automatic
    case .sequence: description.division = .bySequence
    case .time: description.division = .byTime
    case nil: break
    }
    description.fractions = fractions ?? description.fractions
    description.gap = gap
    description.minimum = minimum ?? description.minimum
    description.maximum = maximum ?? description.maximum
    description.noData = noData ?? description.noData
    description.mask = mask ?? description.mask
    return description
  }
}
