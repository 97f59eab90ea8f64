/// Which pixels of a batch were observed: 1 where they were, 0 where they are missing or padding.
///
/// A mask goes with the frames from reading to writing. Most batches have every pixel, and a
/// forecast is usually missing the same pixels at every lead time, so neither is stored pixel by
/// pixel for every time step.
public enum FrameMask: Sendable, Hashable {
  /// Every pixel of every time step.
  case everything
  /// The same pixels at every time step: `[N, H, W]`.
  case steady([Float])
  /// For each time step its own pixels: `[T, N, H, W]`.
  case byStep([Float])

  /// A number for each pixel, `[T, N, H, W]`; nil if every pixel was observed.
  public func numbers(steps: Int) -> [Float]? {
    switch self {
    case .everything: return nil
    case .steady(let values):
      var all: [Float] = []
      all.reserveCapacity(steps * values.count)
      for _ in 0..<steps { all += values }
      return all
    case .byStep(let values): return values
    }
  }

  /// What was observed here and there: of two masks of `steps` time steps.
  public func and(_ other: FrameMask, steps: Int) -> FrameMask {
    switch (self, other) {
    case (.everything, let one), (let one, .everything): return one
    case (.steady(let a), .steady(let b)): return .steady(zip(a, b).map { $0 * $1 })
    case (.steady, .byStep), (.byStep, .steady), (.byStep, .byStep):
      let numbers = zip(numbers(steps: steps) ?? [], other.numbers(steps: steps) ?? [])
      return .byStep(numbers.map { $0 * $1 })
    }
  }
}

extension FrameBatch {
  /// The mask of one time step, `[N, H, W]`; nil if every pixel was observed.
  public func mask(step: Int) -> ArraySlice<Float>? {
    let pixels = count * height * width
    switch mask {
    case .everything: return nil
    case .steady(let values): return values[...]
    case .byStep(let values): return values[step * pixels..<(step + 1) * pixels]
    }
  }

  /// The mask of one image, `[H, W]`; nil if every pixel was observed.
  public func mask(step: Int, window: Int) -> ArraySlice<Float>? {
    let pixels = height * width
    return mask(step: step).map { $0.dropFirst(window * pixels).prefix(pixels) }
  }

  /// The mask with a number for each pixel, `[T, N, H, W]`.
  public var denseMask: [Float] {
    mask.numbers(steps: steps) ?? [Float](repeating: 1, count: steps * count * height * width)
  }

  /// The mask of the last time step, for every step of a forecast that knows no better.
  public var lastMask: FrameMask { mask(step: steps - 1).map { .steady(Array($0)) } ?? .everything }
}
