/// How a reduction combines elements.
public enum Reduction: Hashable, Sendable, CaseIterable {
  case sum, maximum
}
