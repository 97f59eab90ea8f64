/// Whether products for processors may take operands in bf16.
public enum BF16Use: String, Hashable, Sendable, CaseIterable {
  case never, wherePaying, always
}
