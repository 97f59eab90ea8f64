import ForeframeTensorGraph

/// Mean of -log softmax(logits)[label]: how unlikely the true classes are, in nats.
///
/// Labels are whole numbers, as ``TensorGraph/Tensor/gather(_:)`` takes them, and not one-hot: for
/// a vocabulary of V classes the host would otherwise send V numbers for each label. The logarithm
/// is taken of sums that contain a 1 (the largest logit is subtracted before), so that no logits
/// overflow.
///
/// With `smoothing` ε a row's loss is (1 - ε) times that of its label, and ε times the mean of
/// those of all classes (Szegedy et al., "Rethinking the inception architecture", 2016, section 7),
/// as `torch.nn.functional.cross_entropy` has it.
///
/// - Parameters:
///   - logits: [..., C].
///   - labels: [...], each a whole number in 0..<C. A label outside adds the log of the sum alone,
///     unless it is `ignored`.
///   - weight: [...]; 0 where there is no label, such as padding. nil counts everything.
///   - smoothing: ε in 0..<1.
///   - ignored: a label that does not count, such as -1 for padding.
/// - Returns: [1]: the mean over what counts; 0 if nothing does.
public func crossEntropy(
  _ logits: Tensor, labels: Tensor, weight: Tensor? = nil, smoothing: Float = 0,
  ignored: Float? = nil
) -> Tensor {
  let classes = logits.shape[logits.shape.rank - 1]
  let rows = labels.shape.count
  precondition(
    logits.shape.count == rows * classes, "cross-entropy: \(logits.shape), \(labels.shape)")
  precondition((0..<1).contains(smoothing), "cross-entropy: a smoothing of \(smoothing)")
  let flat = logits.reshaped([rows, classes])
  let shifted = flat - flat.maximum([1])
  let numbers = flat.builder.literal((0..<classes).map(Float.init), [1, classes])
  let distance = abs(labels.reshaped([rows, 1]) - numbers)
  let isLabel = less(distance, distance.filled(0.5))
  var likely = (shifted * isLabel).sum([1])
  if smoothing > 0 {
    likely = likely * (1 - smoothing) + shifted.sum([1]) * (smoothing / Float(classes))
  }
  let error = log(exp(shifted).sum([1])) - likely
  var counted = weight?.reshaped([rows, 1])
  if let ignored {
    let away = abs(labels.reshaped([rows, 1]) - ignored)
    let counts = 1 - less(away, away.filled(0.5))
    counted = counted.map { $0 * counts } ?? counts
  }
  guard let counted else { return error.mean() }
  return (error * counted).sum()
    / ForeframeTensorGraph.maximum(counted.sum(), counted.filled(1, [1]))
}
