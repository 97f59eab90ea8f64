import ForeframeFrames
import ForeframeGraphCompiler
import ForeframeTraining

/// Forecasts batches of normalised frames; keeps the compiled programs of the sizes that it has met.
///
/// Any number of inputs and any horizon from 1 on works, whatever the network was trained with.
public final class BatchForecaster {
  public let model: ForecastModel
  private let backend: (any Backend)?
  private var runners: [SequenceShape: ForecastRunner] = [:]

  /// - Parameter backend: where networks run; baselines need none.
  public init(_ model: ForecastModel, on backend: (any Backend)? = nil) {
    if case .network = model { precondition(backend != nil, "a network needs a backend") }
    self.model = model
    self.backend = backend
  }

  /// [T, N, H, W, C] -> [K, N, H, W, C]; the sides must be multiples of the model's patch.
  ///
  /// The result's mask is that of the last input: what persistence knows. A network with one channel
  /// predicts each channel of frames with several as a sequence of its own.
  public func forecast(_ inputs: FrameBatch, horizon: Int) throws -> FrameBatch {
    let last = inputs.steps(inputs.steps - 1..<inputs.steps)
    let values: [Float]
    switch model {
    case .baseline(.persistence): values = last.values
    case .baseline(.mean): values = mean(inputs)
    case .network(let file, _):
      let channels = file.description.frameChannels
      precondition(
        channels == inputs.channels || channels == 1,
        "\(inputs.channels) channels for a network of \(channels)")
      values =
        channels == inputs.channels
        ? try run(file, inputs, inputs.values, images: inputs.count, horizon)
        : try runByChannel(file, inputs, horizon)
    }
    return FrameBatch(
      steps: horizon, count: inputs.count, height: inputs.height, width: inputs.width,
      channels: inputs.channels,
      values: values.count == last.values.count ? repeated(values, horizon) : values,
      mask: repeated(last.mask, horizon), validCount: inputs.validCount)
  }

  private func run(
    _ file: ModelFile, _ inputs: FrameBatch, _ values: [Float], images: Int, _ horizon: Int
  ) throws -> [Float] {
    let shape = SequenceShape(
      inputs: inputs.steps, horizon: horizon, batch: images, height: inputs.height,
      width: inputs.width)
    return try runner(file, shape).forecast(values)
  }

  private func runByChannel(
    _ file: ModelFile, _ inputs: FrameBatch, _ horizon: Int
  ) throws -> [Float] {
    let pixels = inputs.height * inputs.width
    let single = channelsToImages(
      inputs.values, frames: inputs.steps * inputs.count, pixels: pixels, inputs.channels)
    let forecast = try run(file, inputs, single, images: inputs.count * inputs.channels, horizon)
    return imagesToChannels(
      forecast, frames: horizon * inputs.count, pixels: pixels, inputs.channels)
  }

  private func runner(_ file: ModelFile, _ shape: SequenceShape) throws -> ForecastRunner {
    if let known = runners[shape] { return known }
    guard let backend else { preconditionFailure("a network needs a backend") }
    let runner = try ForecastRunner(file.description, shape, on: backend)
    try runner.setWeights(file.weights)
    runners[shape] = runner
    return runner
  }

  /// The mean over time of what was observed, `[N, H, W, C]`; missing throughout: the last value.
  private func mean(_ inputs: FrameBatch) -> [Float] {
    let pixels = inputs.count * inputs.height * inputs.width
    let channels = inputs.channels
    var mean = Array(inputs.values.suffix(pixels * channels))
    for pixel in 0..<pixels {
      var observed: Float = 0
      for step in 0..<inputs.steps { observed += inputs.mask[step * pixels + pixel] }
      guard observed > 0 else { continue }
      for c in 0..<channels {
        var sum: Float = 0
        for step in 0..<inputs.steps where inputs.mask[step * pixels + pixel] > 0 {
          sum += inputs.values[(step * pixels + pixel) * channels + c]
        }
        mean[pixel * channels + c] = sum / observed
      }
    }
    return mean
  }
}

private func repeated(_ values: [Float], _ count: Int) -> [Float] {
  var result: [Float] = []
  result.reserveCapacity(values.count * count)
  for _ in 0..<count { result += values }
  return result
}

/// [F, P, C] -> [F, C, P]
func channelsToImages(_ x: [Float], frames: Int, pixels: Int, _ channels: Int) -> [Float] {
  swapped(x, outer: frames, rows: pixels, columns: channels)
}

/// [F, C, P] -> [F, P, C]
func imagesToChannels(_ x: [Float], frames: Int, pixels: Int, _ channels: Int) -> [Float] {
  swapped(x, outer: frames, rows: channels, columns: pixels)
}

private func swapped(_ x: [Float], outer: Int, rows: Int, columns: Int) -> [Float] {
  [Float](unsafeUninitializedCapacity: x.count) { result, count in
    for index in 0..<outer {
      let start = index * rows * columns
      for row in 0..<rows {
        for column in 0..<columns {
          result[start + column * rows + row] = x[start + row * columns + column]
        }
      }
    }
    count = x.count
  }
}
