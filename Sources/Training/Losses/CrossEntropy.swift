import ForeframeTensorGraph

/// Mean of -log softmax(logits)[label]: how unlikely the true classes are, in nats.
///
/// Labels are whole numbers, as ``TensorGraph/Tensor/gather(_:)`` takes them, and not one-hot: for a
/// vocabulary of V classes the host would otherwise send V numbers for each label. The logarithm
/// is taken of sums that contain a 1 (the largest logit is subtracted before), so that no logits
/// overflow.
///
/// - Parameters:
///   - logits: [..., C].
///   - labels: [...], each a whole number in 0..<C. A label outside adds the log of the sum alone.
///   - weight: [...]; 0 where there is no label, such as padding. nil counts everything.
/// - Returns: [1].
public func crossEntropy(_ logits: Tensor, labels: Tensor, weight: Tensor? = nil) -> Tensor {
  let classes = logits.shape[logits.shape.rank - 1]
  let rows = labels.shape.count
  precondition(
    logits.shape.count == rows * classes, "cross-entropy: \(logits.shape), \(labels.shape)")
  let flat = logits.reshaped([rows, classes])
  let shifted = flat - flat.maximum([1])
  let numbers = flat.builder.literal((0..<classes).map(Float.init), [1, classes])
  let distance = abs(labels.reshaped([rows, 1]) - numbers)
  let isLabel = less(distance, distance.filled(0.5))
  let error = log(exp(shifted).sum([1])) - (shifted * isLabel).sum([1])
  guard let weight else { return error.mean() }
  let counted = weight.reshaped([rows, 1])
  return (error * counted).sum()
    / ForeframeTensorGraph.maximum(counted.sum(), counted.filled(1, [1]))
}
