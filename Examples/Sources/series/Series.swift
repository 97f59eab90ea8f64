import ArgumentParser
import ExampleSupport
import Foreframe
import Foundation

/// Forecasts a column of a CSV file with an LSTM, beside what a forecast for nothing would give.
@main struct Series: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "series",
    abstract: "Forecast a column of numbers.",
    discussion: """
      Examples:
        series airline-passengers.csv --season 12
        series monthly-sunspots.csv --window 36
        series --mackey-glass
      """)

  @Argument(help: "A CSV file. Without one, a series with trend and season is made up.")
  var file: String?
  @Option(help: "The column's name, or its number from 1. Default: the last one.")
  var column: String?
  @Option(help: "Values of a season (12 for months of years); 1 for none. Made series: 12.")
  var season: Int?
  @Option(help: "Values that the network reads before each forecast.") var window = 12
  @Option(help: "Values ahead to forecast.") var ahead = 1
  @Option(help: "Share of the values, from the beginning, that is trained on.") var part = 0.67
  @Option(help: "Units of the LSTM.") var hidden = 24
  @Flag(help: "Instead: the chaotic series of Mackey and Glass, by an echo state network.")
  var mackeyGlass = false
  @Option(help: "Units of the echo state network.") var units = 600
  @OptionGroup var training: TrainingOptions

  func validate() throws {
    guard window > 0, ahead > 0, hidden > 0, units > 10, season.map({ $0 > 0 }) ?? true else {
      throw ValidationError(
        "--window, --ahead, --hidden and --season must be 1 or more, --units above 10")
    }
    guard (0.1...0.95).contains(part) else { throw ValidationError("--part must be 0.1 to 0.95") }
  }

  func run() throws {
    let folder = training.output ?? "out/series"
    if mackeyGlass { return try Chaos(units: units).report(to: folder) }
    let values =
      try file.map { try NumberColumn.read($0, column: column) } ?? NumberColumn.made()
    let season = self.season ?? (file == nil ? 12 : 1)
    guard ahead <= season || season == 1 else {
      throw ValidationError("--ahead must be at most --season")
    }
    guard
      let windows = Windows(
        values, window: window, ahead: ahead, season: season, part: part)
    else {
      throw ValidationError(
        "\(values.count) values are too few for --window \(window) --season \(season) --ahead "
          + "\(ahead)")
    }
    let backend = try BackendChoice.choose(training.device).backend
    let task = SeriesTask(windows: windows, hidden: hidden)
    let all = windows.batch(0..<windows.count)
    func forecasts(_ weights: [Weight]) throws -> [[Double]] {
      let network = try Network(weights, on: backend) { builder, scope in
        let inputs = builder.input("inputs", [window * windows.count, 2])
        builder.output("changes", task.changes(scope, inputs, count: windows.count))
      }
      let changes = try network.run(["inputs": all.inputs], "changes")
      return windows.values(of: windows.calibrated(changes))
    }
    let trained = try TimedTraining(
      task, training, usualSteps: 150, rate: 5e-3, on: backend,
      batch: { _ in windows.batch(windows.fitted) },
      validate: (
        "RMSE on the training part",
        { windows.error(of: try forecasts($0), in: windows.fitted) }
      ))
    let found = try forecasts(try trained.trainer.weights())
    var page = Page("A series and its forecast")
    windows.show(found, in: &page)
    page.say(
      "\(trained.losses.count) steps took \(Page.text(trained.seconds, 1)) s; the network has "
        + "\(hidden) units and reads \(window) values.")
    for row in windows.table(found) { print(row.joined(separator: "\t")) }
    try page.write(to: folder)
  }
}
