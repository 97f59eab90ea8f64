import ForeframeFiles
import ForeframeFrames
import ForeframeTraining

/// The cases that models are evaluated on, prepared as one forecaster wants them.
struct EvaluationData {
  let dataset: Dataset
  let sequences: [FrameSequence]
  let source: BatchSource
  let encoding: FrameEncoding
  let format: FrameFormat
  /// Of what is scored: of the frames of ``source`` without what was added to fill a patch.
  let size: FrameSize
  /// What reports call the part that is scored.
  let part: String
  /// What a person should know before the scores.
  private(set) var warnings: [String]
  let inputs: Int
  let horizon: Int
  /// Cases that count.
  let caseCount: Int

  /// - Parameter models: at least one; samples are 0 and 1 as the first has it.
  init(_ path: String, _ models: [any Forecaster], _ options: EvaluationOptions) throws {
    let forecaster = models[0]
    var description = try DatasetDescription.read(folder: path)
    if let pattern = options.pattern { description.pattern = pattern }
    description.mask = options.mask ?? description.mask
    let noData = options.noData ?? description.noData
    inputs = options.inputs ?? models.map(\.caseInputs).max() ?? UsualFrames.inputs
    horizon = options.horizon ?? models.map(\.horizon).min() ?? UsualFrames.horizon
    let part = try EvaluationPart.choose(
      path, description, models, options, needed: inputs + horizon)
    dataset = part.dataset
    sequences = part.sequences
    self.part = part.name
    warnings = part.warnings
    format = try sequences[0].format(of: 0, limits: options.limits)
    try SampleError.check(noData: options.noData, in: format)
    if options.noData == nil {
      try SampleError.check(
        noData: description.noData, "\(DatasetDescription.fileName): nodata", .badConfiguration,
        in: format)
    }
    try SampleError.check(thresholds: options.thresholds, in: format)
    encoding = forecaster.encoding(
      for: format, noData: noData, usual: try description.scaling(for: format, source: path))
    if let reason = models.compactMap({ [encoding] in $0.obstacle(channels: encoding.channels) })
      .first
    {
      throw ForecastError.channels(
        file: sequences[0].path(0), format: "\(format)", reason: reason)
    }
    let index: WindowIndex
    do throws(FrameError) {
      let all = try WindowIndex(sequences, length: inputs + horizon, stride: options.stride)
      index = options.limit.map(all.spread) ?? all
    } catch {
      guard case .tooFewFrames(let folder, let found, let needed) = error else { throw error }
      throw EvaluationError.tooFewFrames(
        path: folder, found: found, inputs: inputs, horizon: horizon, needed: needed,
        split: part.cut)
    }
    caseCount = index.count
    let stored = FrameSize(height: format.height, width: format.width)
    let geometry = FrameGeometry(
      reduced: options.scale.target(of: stored, for: Self.trained(models)),
      crop: options.crop, multiple: Self.commonMultiple(models.map(\.patch)))
    let pixels = geometry.outputSize(of: stored).map { $0.height * $0.width }
    // A case of large frames fills the machine alone.
    let usual = max(1, min(8, (1 << 18) / max(pixels ?? 1, 1)))
    source = try BatchSource(
      sequences: sequences, index: index, encoding: encoding, geometry: geometry,
      batchSize: min(options.batch ?? usual, caseCount), order: .once, limits: options.limits)
    var unpadded = geometry
    unpadded.multiple = 1
    size = unpadded.outputSize(of: stored) ?? source.size
  }

  /// What the first model was trained on that says so.
  private static func trained(_ models: [any Forecaster]) -> FramesProvenance? {
    models.lazy.compactMap(\.trainedOn).first
  }

  private static func commonMultiple(_ numbers: [Int]) -> Int {
    numbers.reduce(1) { a, b in
      var (x, y) = (a, b)
      while y != 0 { (x, y) = (y, x % y) }
      return a / x * b
    }
  }

  /// What the frames are apart; of sequences that differ in it, the first.
  var spacing: FrameSpacing {
    let pixel = source.geometry.block(of: FrameSize(height: format.height, width: format.width))
    return FrameSpacing(
      minutes: sequences[0].cadence?.seconds.map { $0 / 60 }, pixel: Double(pixel))
  }

  /// How the frames differ from those that the models were trained on, as far as their first case
  /// shows it.
  func misfits(_ models: [any Forecaster]) throws -> [String] {
    guard models.contains(where: { $0.trainedOn != nil }) else { return [] }
    var content = FrameContent()
    content.add(try source.batch(0))
    return models.flatMap { model -> [String] in
      guard let trained = model.trainedOn else { return [] }
      let own = model.scaling(for: format)
      return FrameFit(
        trained,
        size: source.geometry.reduced ?? FrameSize(height: format.height, width: format.width),
        cadence: sequences[0].cadence?.description,
        content: own == nil || own == encoding.scaling ? content : nil, scaling: encoding.scaling
      ).warnings.map { models.count == 1 ? $0 : "\(model.name): \($0)" }
    }
  }

  var batchCount: Int { (caseCount + source.batchSize - 1) / source.batchSize }

  /// A batch by number, with the cases beyond ``caseCount`` not counted.
  func batch(_ number: Int) throws -> FrameBatch {
    var batch = try source.batch(number)
    batch.validCount = min(batch.validCount, caseCount - number * source.batchSize)
    return batch
  }

  /// "sequence 003, frame_0004.png"
  func name(_ index: Int) -> String {
    let window = source.index.windows[index]
    let sequence = sequences[window.sequence]
    return "\(sequence.name), \(sequence.names[window.start])"
  }

  /// A sample as the value that the scores see.
  func value(ofSample sample: Double) -> Float {
    let range = encoding.scaling
    return (Float(sample) - range.minimum) / (range.maximum - range.minimum)
  }
}
