import ForeframeTensorGraph

/// What a dense layer does to every sum.
public enum Activation: String, Hashable, Sendable, CaseIterable {
  /// x
  case linear
  /// max(x, 0)
  case relu
  case tanh
  /// 1 / (1 + exp(-x))
  case sigmoid
  /// x Φ(x) with the normal distribution's Φ (Hendrycks & Gimpel, "Gaussian error linear units",
  /// 2016); Φ as Abramowitz & Stegun give it (7.1.26), with an error below 1e-7.
  case gelu
  /// x / 2 (1 + tanh(√(2/π) (x + 0.044715 x³))), the approximation of GELU that GPT-2 uses.
  case geluTanh
  /// x σ(x), also called swish.
  case silu

  /// Element by element; any shape.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    switch self {
    case .linear: x
    case .relu: ForeframeTensorGraph.maximum(x, x.filled(0))
    case .tanh: ForeframeTensorGraph.tanh(x)
    case .sigmoid: ForeframeTensorGraph.sigmoid(x)
    case .gelu: x * Self.normalDistribution(x)
    case .geluTanh:
      x * 0.5
        * (1 + ForeframeTensorGraph.tanh((x + x * x * x * 0.044715) * 0.797_884_560_802_865))
    case .silu: x * ForeframeTensorGraph.sigmoid(x)
    }
  }

  /// The share of a normal distribution below x.
  ///
  /// For positive z = |x| / √2, erf(z) = 1 - t (a1 + t (a2 + ...)) exp(-z²) with t = 1 / (1 + p z).
  private static func normalDistribution(_ x: Tensor) -> Tensor {
    let z = abs(x) * 0.707_106_781_186_547_5
    let t = reciprocal(z * 0.327_591_1 + 1)
    let coefficients: [Float] = [
      1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592,
    ]
    let polynomial = coefficients.dropFirst().reduce(t * coefficients[0]) { ($0 + $1) * t }
    let upperTail = polynomial * exp(-(z * z)) * 0.5
    return select(less(x, x.filled(0)), upperTail, 1 - upperTail)
  }
}
