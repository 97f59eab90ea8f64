import Foreframe

/// Sentences from a small grammar, for those who have no text at hand.
enum MadeText {
  static func text(sentences: Int = 2000) -> String {
    var random = SeededRandom(seed: 11)
    func pick(_ words: [String]) -> String { words[random.below(words.count)] }
    let animals = ["fox", "owl", "hare", "bear", "otter"]
    let verbs = ["sees", "follows", "hears", "fears", "greets"]
    let ways = ["at night", "in the rain", "by the river", "without a sound", "once a year"]
    let colours = ["old", "small", "grey", "quick", "hungry"]
    return (0..<sentences).map { _ in
      var sentence = "The \(pick(colours)) \(pick(animals)) \(pick(verbs)) the \(pick(animals))"
      if random.below(2) == 0 { sentence += " \(pick(ways))" }
      return sentence + (random.below(5) == 0 ? ".\n" : ". ")
    }.joined()
  }
}
