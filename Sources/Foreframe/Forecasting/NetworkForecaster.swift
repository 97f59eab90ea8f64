import ForeframeFiles
import ForeframeFrames
import ForeframeGraphCompiler
import ForeframeTraining

/// A trained network that continues sequences, with the compiled programs of the sizes that it has
/// met.
///
/// A network of one channel predicts each channel of frames with several as a sequence of its own.
public final class NetworkForecaster: Forecaster {
  public let file: ModelFile
  public let name: String
  private let backend: any Backend
  private var runners: [SequenceShape: ForecastRunner] = [:]

  /// A forecaster from a model that has been read.
  ///
  /// - Parameter name: what reports and errors call it.
  public init(_ file: ModelFile, name: String = "the model", on backend: any Backend) {
    self.file = file
    self.name = name
    self.backend = backend
  }

  /// A forecaster from a model file or checkpoint.
  public convenience init(_ path: String, on backend: any Backend) throws(ModelError) {
    self.init(try ModelFile.read(path), name: path, on: backend)
  }

  public var inputs: Int { file.inputs }
  public var horizon: Int { file.horizon }
  public var patch: Int { file.description.patch }
  public var caseInputs: Int { file.inputs }

  public var notes: JSONObject {
    var notes = JSONObject()
    notes["parameters"] = JSON(file.parameterCount)
    notes["trained_inputs"] = JSON(file.inputs)
    notes["trained_horizon"] = JSON(file.horizon)
    notes["architecture"] = file.description.json
    for note in file.notes where note.value.count <= 1000 { notes[note.key] = .string(note.value) }
    return notes
  }

  /// A network trained on the full range of one bit depth reads frames of another depth by their
  /// own full range; any other range is kept as it is.
  public func range(for format: FrameFormat) -> Normalisation? {
    let fullRanges: Set<Float> = [1, 3, 15, 255, 65535]
    return file.minimum == 0 && fullRanges.contains(file.maximum)
      ? FrameEncoding(format: format).normalisation
      : Normalisation(minimum: file.minimum, maximum: file.maximum)
  }

  public func obstacle(channels: Int) -> String? {
    let own = file.description.frameChannels
    guard own != 1, own != channels else { return nil }
    return "the model predicts frames of \(own) channels, not of \(channels)"
  }

  public func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    try progress.check()
    let channels = file.description.frameChannels
    precondition(
      channels == inputs.channels || channels == 1,
      "\(inputs.channels) channels for a network of \(channels)")
    let isByChannel = channels != inputs.channels
    let shape = SequenceShape(
      inputs: inputs.steps, horizon: horizon,
      batch: isByChannel ? inputs.count * inputs.channels : inputs.count,
      height: inputs.height, width: inputs.width)
    let runner = try runner(shape)
    let order = ChannelOrder(pixels: inputs.height * inputs.width, channels: inputs.channels)
    let values = isByChannel ? order.imagesOfChannels(inputs.values) : inputs.values
    let forecast = try runner.forecast(
      values, after: progress.isFollowed ? { try progress.update($0, of: $1) } : nil)
    return FrameBatch(
      steps: horizon, count: inputs.count, height: inputs.height, width: inputs.width,
      channels: inputs.channels,
      values: isByChannel ? order.channelsOfImages(forecast) : forecast,
      mask: inputs.lastMask, validCount: inputs.validCount)
  }

  private func runner(_ shape: SequenceShape) throws -> ForecastRunner {
    if let known = runners[shape] { return known }
    let runner = try ForecastRunner(file.description, shape, on: backend)
    try runner.setWeights(file.weights)
    runners[shape] = runner
    return runner
  }
}
