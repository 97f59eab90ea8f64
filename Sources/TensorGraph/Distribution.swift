/// How random numbers are distributed.
public enum Distribution: Hashable, Sendable, CaseIterable {
  /// Uniform in [0, 1), in steps of 2^-24.
  case uniform
  /// Normal with mean 0 and variance 1.
  case normal
}
