import ArgumentParser
import ExampleSupport
import Foreframe

/// Shows how much of a loss's gradient reaches each time step back, in cells of several kinds.
@main struct Gradients: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradients",
    abstract: "Show how gradients vanish and explode on their way back in time.")

  @Option(help: "Time steps back to what has to be remembered.") var length = 60
  @Option(help: "Units of each cell.") var hidden = 32
  @OptionGroup var training: TrainingOptions

  func validate() throws {
    guard (2...2000).contains(length) else { throw ValidationError("--length must be 2 to 2000") }
    guard hidden > 0 else { throw ValidationError("--hidden must be 1 or more") }
  }

  func run() throws {
    let backend = try BackendChoice.choose(training.device).backend
    var page = Page("Gradients on their way back in time")
    page.say(
      "A network reads \(length) time steps and has to say which of four symbols came first. The "
        + "charts show the norm of the loss's gradient by the hidden state of each time step, as a "
        + "share of that of the last one. To the left is long ago.")
    var rows = [["cell", "share left at first, before", "after training", "right answers"]]
    var before: [Chart.Line] = []
    var after: [Chart.Line] = []
    for (name, kind, start, colour) in Self.cells {
      let task = MemoryTask(cell: kind, start: start, length: length, hidden: hidden)
      let trained = try TimedTraining(
        task, training, usualSteps: 300, rate: 5e-3, on: backend,
        batch: { MemoryTask.batch(length, stream: UInt64($0)) },
        validate: ("share of wrong answers", { 1 - (try task.accuracy($0, on: backend)) }))
      let weights = try trained.trainer.weights()
      let first = try task.norms(task.firstWeights(seed: training.seed), on: backend)
      let last = try task.norms(weights, on: backend)
      func line(_ norms: [Double]) -> Chart.Line {
        let end = norms[norms.count - 1]
        return Chart.Line(
          name, norms.enumerated().map { (Double($0 + 1), $1 / end) }, colour: colour)
      }
      before.append(line(first))
      after.append(line(last))
      let accuracy = try task.accuracy(weights, on: backend)
      rows.append([
        name, Self.share(first), Self.share(last), "\(Page.text(100 * accuracy, 0)) %",
      ])
      Page.tell(
        "\(name): \(Self.share(first)) at first, \(Self.share(last)) after training, "
          + "\(Page.text(100 * accuracy, 0)) % right")
    }
    page.table(rows)
    page.chart(Chart("at initialisation", axis: "time step", before, isLogarithmic: true))
    page.chart(Chart("after training", axis: "time step", after, isLogarithmic: true))
    for row in rows { print(row.joined(separator: "\t")) }
    try page.write(to: training.output ?? "out/gradients")
  }

  /// Hidden weights of RNNs that shrink what they multiply, keep it, and blow it up; forget gates of LSTMs
  /// that begin half closed, as is usual, and open.
  private static let cells: [(String, DenseCellKind, CellInitialisation, String)] = [
    ("RNN, small weights", .rnn, hidden(gain: 0.5), "#7b8494"),
    ("RNN, orthogonal", .rnn, hidden(gain: 1), "#c26a1b"),
    ("RNN, large weights", .rnn, hidden(gain: 1.8), "#b23a48"),
    ("LSTM, forget bias 1", .lstm, forget(bias: 1), "#8fb4dd"),
    ("LSTM, forget bias 5", .lstm, forget(bias: 5), "#2f74c0"),
    ("GRU", .gru, .standard, "#2f8f5b"),
  ]

  private static func hidden(gain: Float) -> CellInitialisation {
    var start = CellInitialisation.standard
    start.hidden = .orthogonal(gain: gain)
    return start
  }

  private static func forget(bias: Float) -> CellInitialisation {
    var start = CellInitialisation.standard
    start.forgetBias = bias
    return start
  }

  /// "1.2e-09": the gradient at the first time step over that at the last.
  private static func share(_ norms: [Double]) -> String {
    Page.scientific(norms[0] / norms[norms.count - 1])
  }
}
