import ForeframeFrames
import ForeframeMotion
import ForeframeRecurrent
import ForeframeTraining

/// What a network that starts from the damped forecast is given, with the pixels that can be forecast.
struct GuidedInputs {
  var values: MotionGuideValues
  /// Of the forecast; see ``DampedForecaster``.
  var mask: FrameMask
}

extension SharedInputs {
  /// The motion of some known frames, and the damped forecast of those after them.
  ///
  /// - Parameters:
  ///   - known: the time steps that may be seen, at least one.
  ///   - spacing: of the frames in time and space.
  func guide(
    known: Range<Int>, horizon: Int, spacing: FrameSpacing, progress: ForecastProgress
  ) throws -> GuidedInputs {
    let (first, last) = (known.lowerBound, known.upperBound - 1)
    let settings = [MotionMethod.dense, .mixed].map { MotionSettings($0, inputs: known.count) }
    var (fields, masks, conditions): ([Float], [Float], [Float]) = ([], [], [])
    let forecast = try forecastingWindows(horizon: horizon, progress: progress) { window, history in
      history.prepare(settings.map(\.method), newer: first + 1..<last + 1)
      let field = history.field(.mixed, at: last, since: first, pairs: settings[1].pairs)
      for (x, y) in zip(field.x.values, field.y.values) { fields += [x, y] }
      masks += window.brightness.mask.values
      var sequence = SequenceConditions(window, last: last, first: first, field, spacing)
      // With fewer frames there is nothing to learn damping from.
      guard known.count > 2 else {
        conditions += sequence.values
        return try window.channels.map { channel in
          try progress.check()
          return history.advected(channel, settings[1], last: last, first: first, leads: horizon)
        }
      }
      let forecasts = try settings.map {
        try progress.check()
        return DampedForecast(history, $0, last: last, first: first, leads: horizon)
      }
      sequence.set(dense: forecasts[0].damping, mixed: forecasts[1].damping)
      conditions += sequence.values
      return try window.channels.map { channel in
        try progress.check()
        return DampedForecast.frames(
          meanOf: forecasts, channel, leads: horizon, range: 0...MotionInputs.scale)
      }
    }
    return GuidedInputs(
      values: MotionGuideValues(
        field: fields, mask: masks, forecast: forecast.values, conditions: conditions),
      mask: forecast.mask)
  }
}

extension MotionGuideValues {
  /// The same for a network that predicts each channel as a sequence of its own.
  ///
  /// - Parameters:
  ///   - channels: of the frames.
  ///   - pixels: of a frame.
  func byChannel(_ channels: Int, pixels: Int) -> MotionGuideValues {
    func repeated(_ values: [Float], _ size: Int) -> [Float] {
      stride(from: 0, to: values.count, by: size).flatMap { start in
        (0..<channels).flatMap { _ in values[start..<start + size] }
      }
    }
    return MotionGuideValues(
      field: repeated(field, 2 * pixels), mask: repeated(mask, pixels),
      forecast: ChannelOrder(pixels: pixels, channels: channels).imagesOfChannels(forecast),
      conditions: repeated(conditions, MotionCondition.count), errors: errors)
  }
}
