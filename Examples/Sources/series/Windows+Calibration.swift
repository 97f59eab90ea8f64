import Foundation

/// A network knows the values that it was trained on, and its intervals fit those. How wide they have to be
/// is therefore measured on values that it has not seen: the end of the training part (conformalised
/// quantile regression: Romano et al., 2019).
extension Windows {
  /// The share of the training windows, at their end, that calibrates.
  private static let share = 0.25

  /// Windows that the network is trained on.
  var fitted: Range<Int> { 0..<max(2, Int((1 - Self.share) * Double(trained))) }

  /// Windows that training has not seen, in any of the values that they forecast.
  private var calibrating: Range<Int> {
    min(fitted.upperBound + ahead - 1, trained)..<trained
  }

  /// Changes [N, ahead · 3] with intervals that are as wide as four of five values of the calibration ask
  /// for, by lead time.
  func calibrated(_ changes: [Float]) -> [Float] {
    let quantiles = SeriesTask.quantiles.count
    let outputs = ahead * quantiles
    let truth = batch(calibrating).truth
    let count = calibrating.count
    // The rank that makes the share right for a value yet to come.
    let rank = Int((0.8 * Double(count + 1)).rounded(.up)) - 1
    guard rank < count else { return changes }
    var changes = changes
    for lead in 0..<ahead {
      let (low, high) = (lead * quantiles, lead * quantiles + quantiles - 1)
      let outside = calibrating.enumerated().map { number, window in
        let value = truth[number * outputs + low]
        return max(
          changes[window * outputs + low] - value, value - changes[window * outputs + high])
      }
      let margin = outside.sorted()[rank]
      for window in 0..<self.count {
        changes[window * outputs + low] -= margin
        changes[window * outputs + high] += margin
      }
    }
    return changes
  }
}
