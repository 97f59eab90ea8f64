import ForeframeFiles
import ForeframeFrames
import ForeframeRecurrent

extension Recipe {
  /// Whether training windows are prepared once and drawn again and again.
  private var hasPool: Bool {
    switch model.guidance {
    case .motion: true
    case .none: !data.blocks.isEmpty || data.timeSteps != [1] || data.reverses
    }
  }

  /// A pool of windows of sequences, if this recipe has one.
  ///
  /// - Parameters:
  ///   - channels, size: of the frames that the network sees.
  ///   - source: makes the source of some sequences with blocks of a side.
  func pool(
    _ sequences: [FrameSequence], channels: Int, size: FrameSize,
    source: ([FrameSequence], _ block: Int?) throws -> BatchSource
  ) throws -> WindowPool? {
    guard hasPool else { return nil }
    let windows = try ScaledWindows(
      sequences, data, seed: training.plan.seed, source: source)
    let numbers = PooledWindows.size(
      height: size.height, width: size.width, channels: channels, inputs: data.inputs,
      horizon: data.horizon, model.guidance)
    return pool(size: numbers) { try windows.window($0) }
  }

  /// A pool of sequences that are made on the fly, if this recipe has one.
  func pool(_ make: @escaping @Sendable (_ number: Int) -> FrameBatch) -> WindowPool? {
    guard hasPool else { return nil }
    let numbers = PooledWindows.size(
      height: data.height, width: data.width, channels: 1, inputs: data.inputs,
      horizon: data.horizon, model.guidance)
    return pool(size: numbers) { (make($0), .unknown) }
  }

  private func pool(
    size: Int,
    _ window: @escaping @Sendable (Int) throws -> (frames: FrameBatch, spacing: FrameSpacing)
  ) -> WindowPool {
    WindowPool(
      count: data.pool, size: size, batchSize: training.batch, seed: training.plan.seed,
      augment: data.augment
    ) { [data, guidance = model.guidance, seed = training.plan.seed] number in
      let found = try window(number)
      var frames = found.frames
      var random = SeededRandom(seed: seed ^ 0xBAC4_BAC4, stream: UInt64(number))
      if data.reverses, random.below(2) == 0 { frames = frames.reversed }
      return switch guidance {
      case .none: PooledWindows(frames: frames)
      case .motion: try PooledWindows(guiding: frames, inputs: data.inputs, spacing: found.spacing)
      }
    }
  }
}

extension FrameBatch {
  /// The last time step first.
  fileprivate var reversed: FrameBatch {
    FrameBatch(steps: steps, count: count, validCount: validCount) {
      image(step: steps - 1 - $0, window: $1)
    }
  }
}
