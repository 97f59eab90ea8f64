import Foreframe

/// Sums as text: "012+345" and "0357", every number with all of its digits.
struct Sums {
  /// Texts side by side, time step by time step.
  struct Batch: Sendable {
    var count: Int
    /// [digits + 1 + digits, N], and [digits + 1, N].
    var questions: [Float]
    var answers: [Float]
  }

  let digits: Int
  /// Symbols: ten digits, the plus, and the sign with which an answer begins.
  static let symbols = 12
  static let plus = 10
  static let begin = 11

  var questionSteps: Int { 2 * digits + 1 }
  var answerSteps: Int { digits + 1 }

  /// Random sums. One pair in ten belongs to the test.
  func batch(of count: Int, forTest: Bool, stream: UInt64) -> Batch {
    var random = SeededRandom(seed: forTest ? 1 : 2, stream: stream)
    let limit = (0..<digits).reduce(1) { product, _ in product * 10 }
    var pairs: [(Int, Int)] = []
    while pairs.count < count {
      let (a, b) = (random.below(limit), random.below(limit))
      var mark = SeededRandom(seed: 3, stream: UInt64(a * limit + b))
      if (mark.below(10) == 0) == forTest { pairs.append((a, b)) }
    }
    let questions = pairs.map { text($0.0, digits) + [Self.plus] + text($0.1, digits) }
    let answers = pairs.map { text($0.0 + $0.1, digits + 1) }
    func byTime(_ texts: [[Int]]) -> [Float] {
      texts[0].indices.flatMap { time in texts.map { Float($0[time]) } }
    }
    return Batch(count: count, questions: byTime(questions), answers: byTime(answers))
  }

  /// The digits of a number, the first one first.
  private func text(_ number: Int, _ width: Int) -> [Int] {
    var (rest, digits) = (number, [Int]())
    for _ in 0..<width {
      digits.append(rest % 10)
      rest /= 10
    }
    return digits.reversed()
  }
}
