import ExampleSupport
import Foreframe
import Foundation

/// A series cut into windows, with a scale that is fitted on the training part alone.
struct Windows: Sendable {
  struct Batch: Sendable {
    /// [window · N, 2]: the value, and its change over a season.
    var inputs: [Float]
    /// [N, ahead · 3]: what the values ahead differ by, once for each quantile.
    var truth: [Float]
  }

  let values: [Double]
  let window: Int
  let ahead: Int
  let season: Int
  /// Windows that lie wholly, with what they forecast, in the training part.
  let trained: Int
  /// Values in logarithms, where all are positive, with mean 0 and deviation 1 over the training
  /// part.
  private let scaled: [Double]
  private let mean: Double
  private let deviation: Double
  private let isLogarithmic: Bool

  /// Windows in all; window `n` forecasts `ahead` values from ``first`` + n on.
  var count: Int { values.count - ahead - first + 1 }
  /// The first value that is forecast.
  var first: Int { window + season }

  /// - Returns: nil if there are too few values.
  init?(_ values: [Double], window: Int, ahead: Int, season: Int, part: Double) {
    let known = Int(Double(values.count) * part)
    trained = known - ahead - (window + season) + 1
    guard trained >= 2, values.count - known > ahead else { return nil }
    isLogarithmic = values.allSatisfy { $0 > 0 }
    let raw = isLogarithmic ? values.map { log($0) } : values
    let mean = raw[..<known].reduce(0, +) / Double(known)
    let variance = raw[..<known].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known)
    let deviation = max(variance.squareRoot(), 1e-9)
    scaled = raw.map { ($0 - mean) / deviation }
    (self.mean, self.deviation) = (mean, deviation)
    (self.values, self.window, self.ahead, self.season) = (values, window, ahead, season)
  }

  func batch(_ range: Range<Int>) -> Batch {
    let starts = range.map { first + $0 }
    let inputs = (0..<window).flatMap { step in
      starts.flatMap { start -> [Float] in
        let place = start - window + step
        return [Float(scaled[place]), Float(scaled[place] - scaled[place - season])]
      }
    }
    let truth = starts.flatMap { start in
      (0..<ahead).flatMap { lead -> [Float] in
        let change = Float(scaled[start + lead] - base(start, lead))
        return SeriesTask.quantiles.map { _ in change }
      }
    }
    return Batch(inputs: inputs, truth: truth)
  }

  /// What a change is added to: the value a season before, or the last one.
  private func base(_ start: Int, _ lead: Int) -> Double {
    season > 1 ? scaled[start + lead - season] : scaled[start - 1]
  }

  /// Changes [N, ahead · 3] as values, by window.
  func values(of changes: [Float]) -> [[Double]] {
    let outputs = ahead * SeriesTask.quantiles.count
    return (0..<count).map { number in
      (0..<outputs).map { place in
        let lead = place / SeriesTask.quantiles.count
        let value = base(first + number, lead) + Double(changes[number * outputs + place])
        let raw = value * deviation + mean
        return isLogarithmic ? exp(raw) : raw
      }
    }
  }

  /// Root mean square error of the medians over all leads of some windows.
  func error(of forecasts: [[Double]], in range: Range<Int>) -> Double {
    error(in: range) { number, lead in forecasts[number][lead * 3 + 1] }
  }

  /// The same of any forecast.
  func error(in range: Range<Int>, _ forecast: (_ number: Int, _ lead: Int) -> Double) -> Double {
    let squares = range.flatMap { number in
      (0..<ahead).map { pow(forecast(number, $0) - values[first + number + $0], 2) }
    }
    return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
  }

  /// Windows that training has not seen, in any of the values that they forecast.
  var tested: Range<Int> { min(trained + ahead - 1, count - 1)..<count }

  /// The network beside the last value and the value a season before, on the test part.
  func table(_ forecasts: [[Double]]) -> [[String]] {
    func cell(_ value: Double) -> String { Page.text(value, 2) }
    let inside = tested.flatMap { number in
      (0..<ahead).map { lead in
        let row = forecasts[number]
        let truth = values[first + number + lead]
        return row[lead * 3] <= truth && truth <= row[lead * 3 + 2]
      }
    }
    let share = Double(inside.count { $0 }) / Double(inside.count)
    var rows = [
      ["forecast", "RMSE of the test part"],
      ["network", cell(error(of: forecasts, in: tested))],
      ["last value", cell(error(in: tested) { number, _ in values[first + number - 1] })],
    ]
    if season > 1 {
      rows.append([
        "a season before",
        cell(error(in: tested) { number, lead in values[first + number + lead - season] }),
      ])
    }
    rows.append(["truth within the interval of 80 %", Page.text(100 * share, 0) + " %"])
    return rows
  }

  /// Table and chart: the series, the fit, the forecast with its interval.
  func show(_ forecasts: [[Double]], in page: inout Page) {
    page.table(table(forecasts))
    func line(_ range: Range<Int>, _ quantile: Int) -> [(x: Double, y: Double)] {
      range.map { (Double(first + $0), forecasts[$0][quantile]) }
    }
    let grey = "#b9c4d6"
    page.chart(
      Chart(
        ahead == 1 ? "one value ahead" : "the first of \(ahead) values ahead", axis: "value",
        [
          Chart.Line("10 %", line(tested, 0), colour: grey),
          Chart.Line("90 %", line(tested, 2), colour: grey),
          Chart.Line(
            "series", values.enumerated().map { (Double($0), $1) }, colour: "#2f74c0"),
          Chart.Line("fit", line(fitted, 1), colour: "#2f8f5b"),
          Chart.Line("forecast", line(tested, 1), colour: "#c26a1b"),
        ]))
  }
}
