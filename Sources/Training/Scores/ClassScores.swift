import RealModule

/// Scores of predicted classes, over any number of batches.
public struct ClassScores: Hashable, Sendable {
  /// Labels that were counted.
  public private(set) var count = 0
  private var correct = 0
  private var entropy = 0.0

  public init() {}

  /// Adds predictions.
  ///
  /// - Parameters:
  ///   - logits: [N, classes]; a class's probability is its share of the softmax.
  ///   - labels: [N], each a whole number in 0..<classes. Others, such as -1 for padding, do not
  ///     count.
  public mutating func add(logits: [Float], labels: [Float], classes: Int) {
    precondition(logits.count == labels.count * classes, "\(logits.count) logits")
    for (row, label) in labels.enumerated() {
      guard label >= 0, let label = Int(exactly: label), label < classes else { continue }
      let values = logits[row * classes..<(row + 1) * classes].map(Double.init)
      let largest = values.max() ?? 0
      let sum = values.reduce(0) { $0 + .exp($1 - largest) }
      entropy += .log(sum) - (values[label] - largest)
      // Among equal logits the first is the prediction; with a NaN there is none.
      if values.firstIndex(of: largest) == label { correct += 1 }
      count += 1
    }
  }

  /// The share of predictions that are right: the largest logit is that of the label. nil if nothing
  /// was counted.
  public var accuracy: Double? { count > 0 ? Double(correct) / Double(count) : nil }
  /// Mean of -log p(label), in nats; nil if nothing was counted.
  public var crossEntropy: Double? { count > 0 ? entropy / Double(count) : nil }
  /// exp of the cross-entropy: among how many equally likely classes a prediction is as uncertain;
  /// nil if nothing was counted.
  public var perplexity: Double? { crossEntropy.map { .exp($0) } }
}
