import ForeframeFrames
import ForeframeTraining

extension NetworkForecaster {
  /// A forecast that starts from the damped one, which the network corrects: by so much of its correction as
  /// forecasts of known frames from those before them allow.
  func guidedForecast(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    let weights = try correctionWeights(inputs, known: known, horizon: horizon, progress: progress)
    var (forecast, base) = try corrected(
      inputs, known: known, horizon: horizon, progress: progress)
    let size = forecast.height * forecast.width * forecast.channels
    for lead in 0..<horizon {
      for (window, weight) in weights.enumerated() where weight < 1 {
        let start = (lead * weights.count + window) * size
        for place in start..<start + size {
          forecast.values[place] = base[place] + weight * (forecast.values[place] - base[place])
        }
      }
    }
    return forecast
  }

  /// The network's own forecast, and the damped one that it starts from.
  private func corrected(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> (forecast: FrameBatch, base: [Float]) {
    try progress.check()
    let all = inputs.batch
    let read = known == 0..<all.steps ? all : all.steps(known)
    guard let guide = try guide(inputs, known: known, horizon: horizon, progress: progress) else {
      preconditionFailure("\(name) is given no motion")
    }
    let order = order(read)
    let values = try runner(shape(read, horizon)).forecast(
      order?.imagesOfChannels(read.values) ?? read.values, guide: guide.values,
      after: progress.isFollowed ? { try progress.update($0, of: $1) } : nil)
    var forecast = read.forecast(order?.channelsOfImages(values) ?? values, steps: horizon)
    forecast.mask = guide.mask
    return (forecast, order?.channelsOfImages(guide.values.forecast) ?? guide.values.forecast)
  }

  /// What the network is given of the motion of some frames, channel by channel if it predicts them so; nil
  /// for a network that is given none.
  func guide(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> GuidedInputs? {
    switch network.guidance {
    case .none: return nil
    case .motion:
      var guide = try inputs.guide(
        known: known, horizon: horizon, spacing: spacing, progress: progress.silent)
      let frames = inputs.batch
      if order(frames) != nil {
        guide.values = guide.values.byChannel(
          frames.channels, pixels: frames.height * frames.width)
      }
      return guide
    }
  }

  /// How far before the last known frame hindcasts begin; each is as long.
  private static let hindcasts = [6, 3]
  /// Frames that a hindcast reads at least: with fewer there is no damping.
  private static let leastInputs = 3
  /// The share of the correction that is used where hindcasts say nothing, and how much that counts beside
  /// what they say.
  private static let usualShare = 0.4
  private static let trust = 1.0

  /// For each window the share of the correction that is used, from 0 to 1.
  ///
  /// Between the damped forecast B and the corrected one B + c the squared error of B + w c is least at
  /// w = ⟨x - B, c⟩ / ⟨c, c⟩, x being the truth. Hindcasts are few and short, so the mean of that and the usual
  /// share is taken; with too few frames for a hindcast it is that share. On events that a network has not
  /// seen less than half of what it learned holds.
  private func correctionWeights(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> [Float] {
    let batch = inputs.batch
    let most = known.count - Self.leastInputs
    var distances = Self.hindcasts.filter { $0 <= most }
    if distances.isEmpty, most > 0 { distances = [most] }
    var (products, squares) = (
      [Double](repeating: 0, count: batch.count), [Double](repeating: 0, count: batch.count)
    )
    let pixels = batch.height * batch.width
    for distance in distances {
      let end = known.upperBound - distance
      let leads = min(distance, horizon)
      let (forecast, base) = try corrected(
        inputs, known: known.lowerBound..<end, horizon: leads, progress: progress.silent)
      for lead in 0..<leads {
        for window in 0..<batch.count {
          let mask = batch.mask(step: end + lead, window: window)
          let start = (lead * batch.count + window) * pixels
          let truth = ((end + lead) * batch.count + window) * pixels
          var (product, square) = (0.0, 0.0)
          for pixel in 0..<pixels where mask.map({ $0[$0.startIndex + pixel] > 0 }) ?? true {
            for channel in 0..<batch.channels {
              let place = (start + pixel) * batch.channels + channel
              let change = Double(forecast.values[place] - base[place])
              let error = Double(
                batch.values[(truth + pixel) * batch.channels + channel] - base[place])
              product += change * error
              square += change * change
            }
          }
          products[window] += product
          squares[window] += square
        }
      }
    }
    return zip(products, squares).map { product, square in
      guard square > 0 else { return Float(Self.usualShare) }
      let best = product / square
      return Float(min(max((best + Self.trust * Self.usualShare) / (1 + Self.trust), 0), 1))
    }
  }
}
