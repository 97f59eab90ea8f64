import ForeframeFrames
import ForeframeRecurrent
import ForeframeTraining

/// Training windows with what a network is given besides frames.
struct PooledWindows: Sendable {
  /// [T + K, N, H, W, C]
  var frames: FrameBatch
  /// For a network that is given motion.
  var guide: MotionGuideValues?
}

extension PooledWindows {
  /// One window of a network that is given motion: the motion of its inputs, and how the damped forecast
  /// errs.
  init(guiding frames: FrameBatch, inputs: Int, spacing: FrameSpacing) throws {
    let horizon = frames.steps - inputs
    let shared = SharedInputs(frames.steps(0..<inputs))
    var guide = try shared.guide(
      known: 0..<inputs, horizon: horizon, spacing: spacing, progress: ForecastProgress()
    ).values
    var scores = FrameScores()
    scores.add(frames, forecast: guide.forecast, inputs: inputs)
    guide.errors = [Float(scores.mse)]
    self.init(frames: frames, guide: guide)
  }

  /// Numbers that one window takes, at most.
  static func size(
    height: Int, width: Int, channels: Int, inputs: Int, horizon: Int, _ guidance: Guidance
  ) -> Int {
    let image = height * width
    let all = (inputs + horizon) * image * channels
    switch guidance {
    case .none: return all
    case .motion: return all + image * (horizon * channels + 3)
    }
  }

  /// One window, mirrored and turned; see ``Augmentation``.
  func moved(_ choice: Int) -> PooledWindows {
    if choice == 0 { return self }
    let (height, width, channels) = (frames.height, frames.width, frames.channels)
    func moved(_ images: [Float], _ channels: Int) -> [Float] {
      Augmentation.moved(images, height: height, width: width, channels: channels, choice)
    }
    let mask: FrameMask =
      switch frames.mask {
      case .everything: .everything
      case .steady(let values): .steady(moved(values, 1))
      case .byStep(let values): .byStep(moved(values, 1))
      }
    var result = PooledWindows(
      frames: FrameBatch(
        steps: frames.steps, count: frames.count, height: height, width: width, channels: channels,
        values: moved(frames.values, channels), mask: mask))
    if let guide {
      result.guide = MotionGuideValues(
        field: Augmentation.movedField(guide.field, height: height, width: width, choice),
        mask: moved(guide.mask, 1), forecast: moved(guide.forecast, channels),
        conditions: guide.conditions, errors: guide.errors)
    }
    return result
  }

  /// Single windows side by side.
  init(sideBySide windows: [PooledWindows]) {
    let first = windows[0].frames
    frames = FrameBatch(steps: first.steps, count: windows.count) {
      windows[$1].frames.image(step: $0, window: 0)
    }
    let guides = windows.compactMap(\.guide)
    guard guides.count == windows.count else { return }
    let image = first.height * first.width * first.channels
    let leads = guides[0].forecast.count / image
    guide = MotionGuideValues(
      field: guides.flatMap(\.field), mask: guides.flatMap(\.mask),
      forecast: (0..<leads).flatMap { lead in
        guides.flatMap { $0.forecast[lead * image..<(lead + 1) * image] }
      },
      conditions: guides.flatMap(\.conditions), errors: guides.flatMap { $0.errors ?? [] })
  }
}
