import ForeframeTensorGraph

/// 1 - SSIM as the score of that name has it (Wang et al. 2004, with scikit-image's defaults):
/// uniform windows of 7x7 that lie within the frame, sample covariances, intensities that span 1.
///
///     SSIM = (2 μp μt + c1) (2 σpt + c2) / ((μp² + μt² + c1) (σp² + σt² + c2))
///
/// Windows with a missing pixel do not count.
enum SimilarityLoss {
  private static let window = 7
  private static let c1: Float = 0.01 * 0.01
  private static let c2: Float = 0.03 * 0.03

  /// - Parameters:
  ///   - p: predictions [N, H, W, C]. Frames with a side below 7 have windows of that side.
  ///   - t: the truth, the same shape.
  /// - Returns: [1].
  static func value(_ p: Tensor, _ t: Tensor, weight: Tensor?) -> Tensor {
    let side = min(window, p.shape[1], p.shape[2])
    let count = Float(side * side)
    // One tensor, so that all windows are summed by the same few launches.
    let sums = windowSums(concat([p, t, p * p, t * t, p * t], axis: 0), side).chunks(5, axis: 0)
    let (meanP, meanT) = (sums[0] * (1 / count), sums[1] * (1 / count))
    let unbiased = 1 / max(count - 1, 1)
    func covariance(_ products: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
      (products - a * b * count) * unbiased
    }
    let varianceP = covariance(sums[2], meanP, meanP)
    let varianceT = covariance(sums[3], meanT, meanT)
    let both = covariance(sums[4], meanP, meanT)
    let above = (meanP * meanT * 2 + c1) * (both * 2 + c2)
    let below = (meanP * meanP + meanT * meanT + c1) * (varianceP + varianceT + c2)
    let wholeWindows = weight.map { weight in
      let observed = windowSums(weight.broadcast(to: p.shape), side)
      return less(observed.filled(count - 0.5), observed)
    }
    return (1 - above / below).mean(counting: wholeWindows)
  }

  /// Sums over windows of so many rows and columns: [N, H, W, C] -> [N, H - side + 1, W - side + 1, C].
  ///
  /// By slices and additions, not by products: those may be rounded to few digits on a device, and
  /// variances are small differences of such sums.
  private static func windowSums(_ x: Tensor, _ side: Int) -> Tensor {
    sums(sums(x, side, axis: 1), side, axis: 2)
  }

  /// Sums of so many neighbours along an axis, from sums of 1, 2, 4, ... of them.
  private static func sums(_ x: Tensor, _ side: Int, axis: Int) -> Tensor {
    let length = x.shape[axis] - side + 1
    var power = x
    var size = 1
    var start = 0
    var result: Tensor?
    while true {
      if side & size != 0 {
        let part = power.slice(axis: axis, start: start, count: length)
        result = result.map { $0 + part } ?? part
        start += size
      }
      if 2 * size > side { return result ?? x }
      let next = power.shape[axis] - size
      power =
        power.slice(axis: axis, start: 0, count: next)
        + power.slice(axis: axis, start: size, count: next)
      size *= 2
    }
  }
}
