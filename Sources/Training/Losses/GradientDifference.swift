import ForeframeTensorGraph

/// How far the differences of neighbouring pixels are from the true ones, whatever their sign: it asks
/// for edges as steep as those of the truth (Mathieu, Couprie and LeCun, "Deep multi-scale video
/// prediction beyond mean square error", 2016, equation 6).
///
///     mean over vertical neighbours of ||t' - t| - |p' - p||^α + the same over horizontal ones
public enum GradientDifference {
  /// The α of the equation.
  public enum Power: Int, Hashable, Sendable, CaseIterable {
    case absolute = 1
    case squared = 2
  }

  /// - Parameters:
  ///   - p: predictions [N, H, W, C].
  ///   - t: the truth, the same shape.
  ///   - weight: 0 where nothing was observed; both pixels of a pair must be.
  /// - Returns: [1].
  static func value(_ p: Tensor, _ t: Tensor, weight: Tensor?, _ power: Power) -> Tensor {
    let whole = weight?.broadcast(to: p.shape)
    return [1, 2].map { axis in
      guard p.shape[axis] > 1 else { return p.filled(0, [1]) }
      func pair(_ x: Tensor) -> (Tensor, Tensor) {
        let count = x.shape[axis] - 1
        return (
          x.slice(axis: axis, start: 1, count: count), x.slice(axis: axis, start: 0, count: count)
        )
      }
      func slope(_ x: Tensor) -> Tensor {
        let (after, before) = pair(x)
        return abs(after - before)
      }
      let difference = slope(t) - slope(p)
      let error =
        switch power {
        case .absolute: abs(difference)
        case .squared: difference * difference
        }
      return error.mean(
        counting: whole.map {
          let (after, before) = pair($0)
          return after * before
        })
    }.reduce(p.filled(0, [1]), +)
  }
}
