/// How exactly products are computed. State, sums, losses, weights and files are always float32.
public enum Precision: String, Hashable, Sendable, CaseIterable {
  /// Products of 32-bit numbers.
  case fp32
  /// Convolutions, matrix products and filter gradients may round both operands to bf16 (8 bits of
  /// mantissa, to the nearest, ties to even) where that is faster; they sum in float32.
  case bf16

  /// The largest error that counts as right: relative to a result's deviation, in bf16 to its root
  /// mean square (docs/kernels.md says why).
  public var tolerance: Double {
    switch self {
    case .fp32: 2e-5
    case .bf16: 2e-2
    }
  }
}

/// Whether products may take operands in bf16.
public enum BF16Use: String, Hashable, Sendable, CaseIterable {
  case never, wherePaying, always
}
