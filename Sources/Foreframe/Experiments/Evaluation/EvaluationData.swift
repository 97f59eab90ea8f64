import ForeframeFiles
import ForeframeFrames
import ForeframeTraining

/// The cases that models are evaluated on, prepared as one forecaster wants them.
struct EvaluationData {
  let dataset: Dataset
  let sequences: [FrameSequence]
  let source: BatchSource
  let encoding: FrameEncoding
  let inputs: Int
  let horizon: Int
  /// Cases that count.
  let caseCount: Int

  init(_ path: String, _ forecaster: any Forecaster, _ options: EvaluationOptions) throws {
    var description = try DatasetDescription.read(folder: path)
    if let pattern = options.pattern { description.pattern = pattern }
    let noData = options.noData ?? description.noData
    if let split = options.split {
      dataset = try Dataset.open(path, description: description)
      sequences = dataset[split]
      if sequences.isEmpty {
        throw EvaluationError.emptySplit(path: path, split: split.rawValue)
      }
    } else {
      dataset = try Dataset.everything(path, description: description)
      // Of folders with splits, all of them.
      sequences = dataset.sequences
    }
    inputs = options.inputs ?? forecaster.caseInputs
    horizon = options.horizon ?? forecaster.horizon
    let format = try sequences[0].format(of: 0, limits: options.limits)
    encoding = forecaster.encoding(
      for: format, noData: noData, usual: try description.scaling(for: format, source: path))
    if let reason = forecaster.obstacle(channels: encoding.channels) {
      throw ForecastError.channels(
        file: sequences[0].path(0), format: "\(format)", reason: reason)
    }
    let index: WindowIndex
    do throws(FrameError) {
      index = try WindowIndex(sequences, length: inputs + horizon, stride: options.stride)
    } catch {
      guard case .tooFewFrames(let folder, let found, let needed) = error else { throw error }
      throw EvaluationError.tooFewFrames(
        path: folder, found: found, inputs: inputs, horizon: horizon, needed: needed,
        split: dataset.hasSplitFolders ? nil : options.split?.rawValue)
    }
    caseCount = min(index.count, options.limit ?? .max)
    let geometry = FrameGeometry(
      reduced: options.reduced, crop: options.crop, multiple: forecaster.patch)
    let pixels = geometry.outputSize(of: FrameSize(height: format.height, width: format.width))
      .map { $0.height * $0.width }
    // A case of large frames fills the machine alone.
    let usual = max(1, min(8, (1 << 18) / max(pixels ?? 1, 1)))
    source = try BatchSource(
      sequences: sequences, index: index, encoding: encoding, geometry: geometry,
      batchSize: min(options.batch ?? usual, caseCount), order: .once, limits: options.limits)
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
