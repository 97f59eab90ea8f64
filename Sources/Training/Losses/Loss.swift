import ForeframeTensorGraph

/// How far predictions are from the truth, as one number to be made small.
public enum Loss: Hashable, Sendable {
  /// Mean of (p - t)².
  case meanSquared
  /// Mean of |p - t|.
  case meanAbsolute
  /// Quadratic within ±delta, linear outside (Huber 1964).
  case huber(delta: Float)
  /// Mean of -t log σ(p) - (1 - t) log(1 - σ(p)); p are logits.
  case binaryCrossEntropy
  /// Mean of w(t) (p - t)²: B-MSE of Shi et al. 2017.
  case balancedSquared(IntensityWeights)
  /// Mean of w(t) |p - t|: B-MAE of Shi et al. 2017.
  case balancedAbsolute(IntensityWeights)
  /// 1 - SSIM, see ``SimilarityLoss``.
  case structuralSimilarity
  /// What differences of neighbours are off by, see ``GradientDifference``.
  case gradientDifference(GradientDifference.Power)
  /// Fourier amplitudes and correlation, see ``FourierLoss``.
  case fourier(CorrelationSchedule)
  /// The sum of several.
  case mixture([LossTerm])

  /// The mean over all elements, or over those whose weight is 1.
  ///
  /// - Parameters:
  ///   - prediction: any shape; [N, H, W, C] for a loss that ``needsImages``.
  ///   - target: the same shape.
  ///   - weight: broadcastable to it; 0 where nothing was observed. nil counts everything.
  ///   - correlation: [1], the share of the correlation in ``fourier(_:)`` at this step; nil: 1, as at
  ///     the beginning of a run.
  /// - Returns: [1].
  public func callAsFunction(
    _ prediction: Tensor, _ target: Tensor, weight: Tensor?, correlation: Tensor? = nil
  ) -> Tensor {
    let (p, t) = (prediction, target)
    switch self {
    case .meanSquared:
      let difference = p - t
      return (difference * difference).mean(counting: weight)
    case .meanAbsolute:
      return abs(p - t).mean(counting: weight)
    case .huber(let delta):
      // The clipped difference c gives c (|d| - c / 2) on both sides of the bend.
      let size = abs(p - t)
      let clipped = minimum(size, size.filled(delta))
      return (clipped * (size - clipped * 0.5)).mean(counting: weight)
    case .binaryCrossEntropy:
      return (ForeframeTensorGraph.maximum(p, p.filled(0)) - p * t + log(1 + exp(-abs(p))))
        .mean(counting: weight)
    case .balancedSquared(let weights):
      let difference = p - t
      return (weights(t) * (difference * difference)).mean(counting: weight)
    case .balancedAbsolute(let weights):
      return (weights(t) * abs(p - t)).mean(counting: weight)
    case .structuralSimilarity:
      return SimilarityLoss.value(p, t, weight: weight)
    case .gradientDifference(let power):
      return GradientDifference.value(p, t, weight: weight, power)
    case .fourier:
      return FourierLoss.value(p, t, weight: weight, correlation: correlation)
    case .mixture(let terms):
      // Only the cross-entropy reads logits.
      let intensities = takesLogits ? sigmoid(p) : p
      let values = terms.map { term in
        term.loss(
          term.loss.takesLogits ? p : intensities, t, weight: weight, correlation: correlation)
          * term.weight
      }
      return values.dropFirst().reduce(values[0], +)
    }
  }
}

extension Loss {
  /// Whether predictions are logits.
  public var takesLogits: Bool {
    switch self {
    case .binaryCrossEntropy: true
    case .mixture(let terms): terms.contains { $0.loss.takesLogits }
    case .meanSquared, .meanAbsolute, .huber, .balancedSquared, .balancedAbsolute,
      .structuralSimilarity, .gradientDifference, .fourier:
      false
    }
  }

  /// Whether it looks at neighbouring pixels, so that it needs whole frames and not patches.
  public var needsImages: Bool {
    switch self {
    case .structuralSimilarity, .gradientDifference, .fourier: true
    case .mixture(let terms): terms.contains { $0.loss.needsImages }
    case .meanSquared, .meanAbsolute, .huber, .binaryCrossEntropy, .balancedSquared,
      .balancedAbsolute:
      false
    }
  }

  /// How the share of the correlation changes over a run; nil for a loss that has none.
  public var correlationSchedule: CorrelationSchedule? {
    switch self {
    case .fourier(let schedule): schedule
    case .mixture(let terms): terms.lazy.compactMap(\.loss.correlationSchedule).first
    case .meanSquared, .meanAbsolute, .huber, .binaryCrossEntropy, .balancedSquared,
      .balancedAbsolute, .structuralSimilarity, .gradientDifference:
      nil
    }
  }

  /// The loss for a run, once its data are known: thresholds that are samples become intensities, and
  /// what depends on the length of the run gets its step.
  ///
  /// - Parameters:
  ///   - minimum: the sample that is the intensity 0.
  ///   - maximum: the sample that is the intensity 1.
  ///   - steps: optimiser steps of the run.
  public func resolved(minimum: Float, maximum: Float, steps: Int) -> Loss {
    switch self {
    case .meanSquared, .meanAbsolute, .huber, .binaryCrossEntropy, .structuralSimilarity,
      .gradientDifference:
      self
    case .balancedSquared(let weights):
      .balancedSquared(weights.scaled(minimum: minimum, maximum: maximum))
    case .balancedAbsolute(let weights):
      .balancedAbsolute(weights.scaled(minimum: minimum, maximum: maximum))
    case .fourier(let schedule): .fourier(schedule.resolved(steps: steps))
    case .mixture(let terms):
      .mixture(
        terms.map {
          LossTerm(
            $0.weight, $0.loss.resolved(minimum: minimum, maximum: maximum, steps: steps))
        })
    }
  }
}

extension Tensor {
  /// The mean over all elements, or over those whose weight is 1; 0 if there are none.
  func mean(counting weight: Tensor?) -> Tensor {
    guard let weight else { return mean() }
    let counted = weight.broadcast(to: shape)
    return (self * counted).sum()
      / ForeframeTensorGraph.maximum(counted.sum(), counted.filled(1, [1]))
  }
}
