import RealModule

/// The learning rate over a training run, as a share of the peak rate. Steps count from 0.
public enum Schedule: Hashable, Sendable {
  case constant
  /// From 1/divisor up to 1 over the first `rise` of the steps, then down to
  /// 1/(divisor·finalDivisor), along half cosines (Smith & Topin 2018; as PyTorch's OneCycleLR).
  case oneCycle(rise: Double = 0.3, divisor: Double = 25, finalDivisor: Double = 1e4)
  /// Half a cosine from 1 down to `floor`.
  case cosine(floor: Double = 0)
  /// Multiplied by `factor` every `every` steps.
  case step(every: Int, factor: Double)

  /// The rate's share of the peak at a step of `total`, after a linear warm-up of `warmUp` steps
  /// that starts at `warmUpStart`.
  public func share(
    step: Int, of total: Int, warmUp: Int = 0, warmUpStart: Double = 0
  ) -> Double {
    share(at: Double(step), of: total, warmUp: warmUp, warmUpStart: warmUpStart)
  }

  /// The same at a position that may lie between two steps.
  public func share(
    at position: Double, of total: Int, warmUp: Int = 0, warmUpStart: Double = 0
  ) -> Double {
    if position < Double(warmUp) {
      return warmUpStart + (1 - warmUpStart) * position / Double(warmUp)
    }
    let t = position - Double(warmUp)
    let length = Double(max(total - warmUp, 1))
    switch self {
    case .constant:
      return 1
    case .oneCycle(let rise, let divisor, let finalDivisor):
      let start = 1 / divisor
      let end = start / finalDivisor
      let top = rise * length - 1
      let last = length - 1
      if t <= top { return Self.halfCosine(start, 1, top > 0 ? t / top : 1) }
      return Self.halfCosine(1, end, last > top ? min((t - top) / (last - top), 1) : 1)
    case .cosine(let floor):
      return Self.halfCosine(1, floor, min(t / length, 1))
    case .step(let every, let factor):
      return Self.power(factor, Int(t) / max(every, 1))
    }
  }

  /// Factor by factor, as long runs have always been computed, but not for ever: a product that no
  /// longer changes is done, and after so many factors the rest is taken at once.
  private static func power(_ factor: Double, _ count: Int) -> Double {
    let mostSingle = 100_000
    var share = 1.0
    for _ in 0..<min(count, mostSingle) {
      let next = share * factor
      if next == share { return share }
      share = next
    }
    return count > mostSingle ? share * .pow(factor, count - mostSingle) : share
  }

  private static func halfCosine(_ from: Double, _ to: Double, _ part: Double) -> Double {
    to + (from - to) * (1 + Double.cos(.pi * part)) / 2
  }
}
