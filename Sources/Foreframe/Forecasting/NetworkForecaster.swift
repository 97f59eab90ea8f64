import ForeframeFiles
import ForeframeFrames
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTraining

/// A trained network that continues sequences, with the compiled programs of the sizes that it has
/// met.
///
/// A network of one channel predicts each channel of frames with several as a sequence of its own.
public final class NetworkForecaster: Forecaster {
  public let name: String
  public let inputs: Int
  public let horizon: Int
  public let notes: JSONObject
  public let trainedOn: FramesProvenance?
  public let seen: SeenFrames?
  public let heldOut: SeenFrames?
  let network: any FrameNetwork
  private let weights: [Weight]
  private let scaling: SampleScaling
  private let backend: any Backend
  private var runners: [SequenceShape: ForecastRunner] = [:]
  private var quantileRunners: [SequenceShape: ForecastRunner] = [:]
  let piecewise: PiecewiseForecast
  /// What the frames are apart, as far as it is known; a network that is given motion is told.
  private(set) var spacing = FrameSpacing.unknown

  /// A forecaster from a network of a program's own.
  ///
  /// - Parameters:
  ///   - weights: one for each of the network's parameters.
  ///   - scaling: the samples that became 0 and 1 in training.
  ///   - inputs: frames that it was trained to read.
  ///   - horizon: frames that it was trained to predict.
  ///   - name: what reports and errors call it.
  ///   - notes: what reports say of it.
  ///   - trainedOn: what its frames were; nil if it is not known.
  ///   - seen: which ones; nil if it is not known.
  ///   - heldOut: those of them that were held out from training.
  public init(
    _ network: some FrameNetwork, weights: [Weight], scaling: SampleScaling,
    inputs: Int = UsualFrames.inputs, horizon: Int = UsualFrames.horizon,
    name: String = "the model", notes: JSONObject = JSONObject(),
    trainedOn: FramesProvenance? = nil, seen: SeenFrames? = nil, heldOut: SeenFrames? = nil,
    on backend: any Backend
  ) {
    self.network = network
    self.weights = weights
    self.scaling = scaling
    self.inputs = inputs
    self.horizon = horizon
    self.name = name
    self.notes = notes
    self.trainedOn = trainedOn
    self.seen = seen
    self.heldOut = heldOut
    self.backend = backend
    piecewise = PiecewiseForecast(network, weights: weights, on: backend)
  }

  /// A forecaster from a model that has been read.
  ///
  /// - Parameter name: what reports and errors call it.
  public convenience init(
    _ file: ModelFile, name: String = "the model", on backend: any Backend
  ) {
    var notes = JSONObject()
    notes["parameters"] = JSON(file.parameterCount)
    notes["trained_inputs"] = JSON(file.inputs)
    notes["trained_horizon"] = JSON(file.horizon)
    notes["architecture"] = file.description.json
    for note in file.notes where note.value.count <= 1000 { notes[note.key] = .string(note.value) }
    self.init(
      file.description, weights: file.weights,
      scaling: SampleScaling(minimum: file.minimum, maximum: file.maximum), inputs: file.inputs,
      horizon: file.horizon, name: name, notes: notes, trainedOn: FramesProvenance(file),
      seen: file.note(SeenFrames.key).flatMap { SeenFrames(text: $0) },
      heldOut: file.note(SeenFrames.heldOutKey).flatMap { SeenFrames(text: $0) }, on: backend)
  }

  /// A forecaster from a model file or checkpoint.
  public convenience init(_ path: String, on backend: any Backend) throws(ModelError) {
    self.init(try ModelFile.read(path), name: path, on: backend)
  }

  public var patch: Int { network.patch }
  public var caseInputs: Int { inputs }

  /// A network trained on the full range of one bit depth reads frames of another depth by their
  /// own full range; any other range is kept as it is.
  public func scaling(for format: FrameFormat) -> SampleScaling? {
    let fullRanges: Set<Float> = [1, 3, 15, 255, 65535]
    return scaling.minimum == 0 && fullRanges.contains(scaling.maximum)
      ? FrameEncoding(format: format).scaling : scaling
  }

  public func prepare(for spacing: FrameSpacing) { self.spacing = spacing }

  public func obstacle(channels: Int) -> String? {
    let own = network.frameChannels
    guard own != 1, own != channels else { return nil }
    return "the model predicts frames of \(own) channels, not of \(channels)"
  }

  public func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    if try isPiecewise(inputs, horizon) {
      var values: [Float] = []
      try eachPiece(after: inputs, horizon: horizon, progress: progress) { values += $0.values }
      return inputs.forecast(values, steps: horizon)
    }
    return try forecast(
      SharedInputs(inputs), known: 0..<inputs.steps, horizon: horizon, progress: progress)
  }

  /// A network that is given motion shares what is found out about it.
  public func forecast(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    let all = inputs.batch
    let read = known == 0..<all.steps ? all : all.steps(known)
    if try isPiecewise(read, horizon) {
      return try forecast(read, horizon: horizon, progress: progress)
    }
    switch network.guidance {
    case .motion:
      return try guidedForecast(inputs, known: known, horizon: horizon, progress: progress)
    case .none: break
    }
    try progress.check()
    let runner = try runner(shape(read, horizon))
    let order = order(read)
    let forecast = try runner.forecast(
      order?.imagesOfChannels(read.values) ?? read.values,
      after: progress.isFollowed ? { try progress.update($0, of: $1) } : nil)
    return read.forecast(order?.channelsOfImages(forecast) ?? forecast, steps: horizon)
  }

  public var quantileLevels: [Double] { network.frames.quantiles }

  /// In one program, however long the forecast is.
  public func quantileForecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> QuantileForecast {
    try progress.check()
    let shape = shape(inputs, horizon)
    let runner = try quantileRunners[shape] ?? makeRunner(shape, hasQuantiles: true)
    quantileRunners[shape] = runner
    let order = order(inputs)
    func batch(_ values: [Float]) -> FrameBatch {
      inputs.forecast(order?.channelsOfImages(values) ?? values, steps: horizon)
    }
    let shared = SharedInputs(inputs)
    let forecast = try runner.forecast(
      order?.imagesOfChannels(inputs.values) ?? inputs.values,
      guide: try guide(shared, known: 0..<inputs.steps, horizon: horizon, progress: progress)?
        .values,
      after: progress.isFollowed ? { try progress.update($0, of: $1) } : nil)
    return QuantileForecast(
      batch(forecast), levels: quantileLevels, quantiles: try runner.quantiles().map(batch))
  }

  /// The program's memory, with the frames as floats before and after it.
  public func memory(for work: ForecastWork) throws -> Int {
    func side(_ length: Int) -> Int { (length + patch - 1) / patch * patch }
    let isByChannel = network.frameChannels != work.channels
    let shape = SequenceShape(
      inputs: work.inputs, horizon: min(work.horizon, 2 * PiecewiseForecast.mostSteps),
      batch: isByChannel ? work.channels : 1, height: side(work.format.height),
      width: side(work.format.width))
    let program = try ForecastRunner.bytes(network, shape, on: backend)
    var floats = work.bytes(planes: (work.inputs + 2 * shape.horizon) * work.channels)
    switch network.guidance {
    case .none: break
    case .motion: floats = floats.addedOrLargest(DampedForecaster().memory(for: work))
    }
    return program.addedOrLargest(floats)
  }

  func shape(_ inputs: FrameBatch, _ horizon: Int) -> SequenceShape {
    SequenceShape(
      inputs: inputs.steps, horizon: horizon,
      batch: order(inputs) == nil ? inputs.count : inputs.count * inputs.channels,
      height: inputs.height, width: inputs.width)
  }

  /// How channels become images of their own; nil if the network reads them together.
  func order(_ inputs: FrameBatch) -> ChannelOrder? {
    let channels = network.frameChannels
    precondition(
      channels == inputs.channels || channels == 1,
      "\(inputs.channels) channels for a network of \(channels)")
    if channels == inputs.channels { return nil }
    return ChannelOrder(pixels: inputs.height * inputs.width, channels: inputs.channels)
  }

  /// The program for a shape, compiled once.
  func runner(_ shape: SequenceShape) throws -> ForecastRunner {
    if let known = runners[shape] { return known }
    let runner = try makeRunner(shape)
    runners[shape] = runner
    return runner
  }

  /// A program of the network with its weights.
  func makeRunner(
    _ shape: SequenceShape, keepsState: Bool = false, hasQuantiles: Bool = false
  ) throws -> ForecastRunner {
    let runner = try ForecastRunner(
      network, shape, on: backend, keepsState: keepsState, hasQuantiles: hasQuantiles)
    try runner.setWeights(weights)
    return runner
  }
}
