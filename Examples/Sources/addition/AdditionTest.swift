import ExampleSupport
import Foreframe

/// What a trained network writes when it is given nothing but the sums.
struct AdditionTest {
  private let sums: Sums
  private let batch: Sums.Batch
  /// [T, N]
  private let written: [Float]

  init(
    _ task: AdditionTask, _ batch: Sums.Batch, _ weights: [Weight], on backend: any Backend
  ) throws {
    sums = task.sums
    self.batch = batch
    let network = try Network(weights, on: backend) { builder, scope in
      builder.output(
        "logits",
        task.logits(
          scope, questions: builder.input("questions", [batch.questions.count]),
          before: builder.input("before", [batch.answers.count]), count: batch.count))
    }
    // Digit by digit: what was written is what comes before the next one.
    var before = [Float](repeating: Float(Sums.begin), count: batch.answers.count)
    var written: [Float] = []
    for step in 0..<task.sums.answerSteps {
      let logits = try network.run(
        ["questions": batch.questions, "before": before], "logits")
      let digits = (0..<batch.count).map { number in
        let start = (step * batch.count + number) * Sums.symbols
        let row = logits[start..<start + Sums.symbols]
        return Float((row.indices.max { row[$0] < row[$1] } ?? start) - start)
      }
      written += digits
      if step + 1 < task.sums.answerSteps {
        before.replaceSubrange((step + 1) * batch.count..<(step + 2) * batch.count, with: digits)
      }
    }
    self.written = written
  }

  /// The share of sums of which every digit is right.
  var exact: Double {
    let right = (0..<batch.count).count { text(written, $0) == text(batch.answers, $0) }
    return Double(right) / Double(batch.count)
  }

  /// "012 + 345 = 0357, right"
  func examples(_ count: Int) -> [String] {
    (0..<min(count, batch.count)).map { number in
      let answer = text(written, number)
      let isRight = answer == text(batch.answers, number)
      return "\(text(batch.questions, number)) = \(answer), \(isRight ? "right" : "wrong")"
    }
  }

  private func text(_ symbols: [Float], _ number: Int) -> String {
    stride(from: number, to: symbols.count, by: batch.count).map { place in
      let symbol = Int(symbols[place])
      return symbol < 10 ? String(symbol) : symbol == Sums.plus ? "+" : "?"
    }.joined()
  }
}
