import ForeframeFrames
import ForeframeMotion

/// One window of a batch, as motion is found in it: brightness on a scale of 0...255, and its channels.
struct MotionInputs {
  /// 0...255 for the whole range of a sample.
  static let scale: Float = 255

  /// What red, green and blue count for in the luminance (ITU-R BT.601).
  static let luminance: [Float] = [0.299, 0.587, 0.114]

  /// What motion is found in: the channel of grey frames, the luminance of frames in colour.
  let brightness: PlaneSeries
  /// What is moved.
  let channels: [PlaneSeries]
  /// 1 where there is something to forecast, `[H, W]`: a pixel that was observed at least once, or one that
  /// changes although a mask calls it unobserved. Nil: everywhere.
  let everObserved: [Float]?

  /// - Parameter window: which of the batch's windows.
  init(_ batch: FrameBatch, window: Int) {
    let pixels = batch.height * batch.width
    let masks = (0..<batch.steps).map { batch.mask(step: $0, window: window).map(Array.init) }
    let isComplete = masks.allSatisfy { $0?.allSatisfy { $0 > 0 } ?? true }
    var always = [Float](repeating: 1, count: pixels)
    var ever = [Float](repeating: 0, count: pixels)
    for mask in masks {
      for i in 0..<pixels {
        let isSeen = mask.map { $0[i] > 0 } ?? true
        if !isSeen { always[i] = 0 }
        if isSeen { ever[i] = 1 }
      }
    }
    let mask = isComplete ? nil : Plane(height: batch.height, width: batch.width, values: always)
    channels = (0..<batch.channels).map { channel in
      let planes = (0..<batch.steps).map { step in
        let start = (step * batch.count + window) * pixels
        return Plane(
          height: batch.height, width: batch.width,
          values: (0..<pixels).map {
            Self.scale * batch.values[(start + $0) * batch.channels + channel]
          })
      }
      let filled = isComplete ? planes : Self.filled(planes, masks)
      return PlaneSeries(frames: filled, mask: mask)
    }
    brightness = Self.brightness(of: channels)
    for i in ever.indices where ever[i] == 0 {
      let changes = channels.contains { channel in
        channel.frames.contains { $0.values[i] != channel.frames[0].values[i] }
      }
      if changes { ever[i] = 1 }
    }
    everObserved = isComplete || ever.allSatisfy { $0 > 0 } ? nil : ever
  }

  /// Missing values are the mean of the pixel's observed ones.
  private static func filled(_ planes: [Plane], _ masks: [[Float]?]) -> [Plane] {
    var planes = planes
    for i in planes[0].values.indices {
      let seen = planes.indices.filter { masks[$0].map { $0[i] > 0 } ?? true }
      if seen.isEmpty || seen.count == planes.count { continue }
      let mean = seen.reduce(Float(0)) { $0 + planes[$1].values[i] } / Float(seen.count)
      for step in planes.indices where masks[step].map({ $0[i] <= 0 }) ?? false {
        planes[step].values[i] = mean
      }
    }
    return planes
  }

  /// The luminance (ITU-R BT.601) of red, green and blue; the first channel of others.
  private static func brightness(of channels: [PlaneSeries]) -> PlaneSeries {
    guard channels.count == 3 else { return channels[0] }
    let frames = channels[0].frames.indices.map { step in
      zip(channels, luminance).map { channel, weight in
        channel.frames[step].map { weight * $0 }
      }.reduce(nil as Plane?) { sum, plane in sum.map { $0.zipped(with: plane, +) } ?? plane }
    }
    return PlaneSeries(frames: frames.compactMap { $0 }, mask: channels[0].mask)
  }
}

extension SharedInputs {
  /// A forecast of each window, made by `forecast`: for each channel `horizon` planes on the scale of
  /// 0...255. Pixels that were never observed are missing in it.
  func forecastingWindows(
    horizon: Int, progress: ForecastProgress,
    _ forecast: (MotionInputs, MotionHistory) throws -> [[Plane]]
  ) throws -> FrameBatch {
    let (count, channels) = (batch.count, batch.channels)
    let pixels = batch.height * batch.width
    var values = [Float](repeating: 0, count: horizon * count * pixels * channels)
    var observed: [Float]?
    for window in 0..<count {
      try progress.check()
      let (inputs, history) = motion(window)
      for (channel, planes) in try forecast(inputs, history).enumerated() {
        for (lead, plane) in planes.enumerated() {
          let start = (lead * count + window) * pixels
          for i in 0..<pixels {
            values[(start + i) * channels + channel] = plane.values[i] / MotionInputs.scale
          }
        }
      }
      if let ever = inputs.everObserved {
        var all = observed ?? [Float](repeating: 1, count: count * pixels)
        all.replaceSubrange(window * pixels..<(window + 1) * pixels, with: ever)
        observed = all
      }
    }
    return FrameBatch(
      steps: horizon, count: count, height: batch.height, width: batch.width, channels: channels,
      values: values, mask: observed.map { .steady($0) } ?? .everything,
      validCount: batch.validCount)
  }
}
