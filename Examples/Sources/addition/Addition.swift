import ArgumentParser
import ExampleSupport
import Foreframe

/// Learns to add numbers that are written as text: an encoder, a decoder, and attention between.
@main struct Addition: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "addition", abstract: "Learn to add numbers that are written as text.")

  @Option(help: "Digits of each number, 1 to 6.") var digits = 3
  @Option(help: "Units of encoder and decoder.") var hidden = 128
  @Option(help: "Sums in a step.") var batch = 128
  @OptionGroup var training: TrainingOptions

  func validate() throws {
    guard (1...6).contains(digits) else { throw ValidationError("--digits must be 1 to 6") }
    guard hidden > 0, batch > 0 else {
      throw ValidationError("--hidden and --batch must be 1 or more")
    }
  }

  func run() throws {
    let backend = try BackendChoice.choose(training.device).backend
    let sums = Sums(digits: digits)
    let task = AdditionTask(sums: sums, count: batch, hidden: hidden)
    // Sums that training never sees.
    let tests = sums.batch(of: 500, forTest: true, stream: 0)
    let trained = try TimedTraining(
      task, training, usualSteps: 4000, rate: 3e-3, on: backend,
      batch: { sums.batch(of: batch, forTest: false, stream: UInt64($0)) },
      validate: (
        "share of wrong sums",
        { weights in 1 - (try AdditionTest(task, tests, weights, on: backend)).exact }
      ))
    let test = try AdditionTest(task, tests, try trained.trainer.weights(), on: backend)
    for line in test.examples(8) { print(line) }
    print("exact: \(Page.text(100 * test.exact, 1)) % of \(tests.count) sums never seen")

    var page = Page("Addition of \(digits) digits")
    page.say(
      "After \(trained.losses.count) steps and \(Page.text(trained.seconds, 0)) s, "
        + "\(Page.text(100 * test.exact, 1)) % of \(tests.count) sums that training did not see are "
        + "exact.")
    page.chart(
      Chart(
        "share of wrong sums", axis: "step",
        [
          Chart.Line(
            "validation", trained.validations.map { (Double($0.step), $0.value) },
            colour: "#c26a1b")
        ]))
    page.quote(test.examples(20).joined(separator: "\n"))
    try page.write(to: training.output ?? "out/addition")
  }
}
