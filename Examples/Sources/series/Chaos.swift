import ExampleSupport
import Foreframe
import Foundation

/// An echo state network that continues the series of Mackey and Glass by itself.
struct Chaos {
  let units: Int

  /// How far forecasts are from the truth, over several of them.
  struct Result {
    /// By lead time from 1: the root mean square error over the series' deviation.
    var errors: [Double]
    var truth: [Double]
    var forecast: [Double]
    var seconds: Double
  }

  static let lead = 84
  private static let training = 5000
  private static let washout = 500
  private static let forecasts = 40

  /// Fits on the first values, then starts a forecast of 84 values again and again.
  func run() throws -> Result {
    let start = Date()
    let length = Self.training + Self.forecasts * Self.lead + 200
    // Around zero, and within the bounds of a tanh.
    let series = MackeyGlass.series(length).map { tanh($0 - 1) }
    var network = EchoStateNetwork(
      Reservoir(
        units: units, inputs: 1, connections: min(10, units), spectralRadius: 1.1, leak: 0.7,
        inputScaling: 0.5, biasScaling: 0.2), outputs: 1)
    try network.fit(
      Array(series[..<Self.training]), targets: Array(series[1...Self.training]),
      washout: Self.washout, penalty: 1e-9)
    var squares = [Double](repeating: 0, count: Self.lead)
    var last: (truth: [Double], forecast: [Double]) = ([], [])
    var place = Self.training
    for _ in 0..<Self.forecasts {
      // The forecast is a copy's, so that the network itself goes on with what really came.
      var copy = network
      last = (
        Array(series[place + 1...place + Self.lead]),
        copy.forecast(after: [series[place]], steps: Self.lead)
      )
      for (lead, pair) in zip(last.truth, last.forecast).enumerated() {
        squares[lead] += pow(atanh(pair.0) - atanh(max(-0.999, min(0.999, pair.1))), 2)
      }
      for _ in 0..<Self.lead {
        network.step([series[place]])
        place += 1
      }
    }
    let plain = series.map { atanh($0) }
    let mean = plain.reduce(0, +) / Double(plain.count)
    let variance = plain.reduce(0) { $0 + pow($1 - mean, 2) } / Double(plain.count)
    return Result(
      errors: squares.map { ($0 / Double(Self.forecasts) / variance).squareRoot() },
      truth: last.truth, forecast: last.forecast, seconds: Date().timeIntervalSince(start))
  }

  func report(to folder: String) throws {
    let result = try run()
    let final = Page.scientific(result.errors[Self.lead - 1])
    let sentence =
      "\(units) units, fitted on \(Self.training) values in \(Page.text(result.seconds, 1)) s with "
      + "\(Self.forecasts) forecasts: NRMSE after \(Self.lead) values \(final)."
    print(sentence)
    var page = Page("Mackey-Glass by an echo state network")
    page.say(sentence)
    func points(_ values: [Double]) -> [(x: Double, y: Double)] {
      values.enumerated().map { (Double($0 + 1), $1) }
    }
    page.chart(
      Chart(
        "NRMSE by lead time", axis: "values ahead",
        [Chart.Line("error", points(result.errors), colour: "#c26a1b")], isLogarithmic: true))
    page.chart(
      Chart(
        "the last forecast", axis: "values ahead",
        [
          Chart.Line("truth", points(result.truth), colour: "#2f74c0"),
          Chart.Line("forecast", points(result.forecast), colour: "#c26a1b"),
        ]))
    try page.write(to: folder)
  }
}
