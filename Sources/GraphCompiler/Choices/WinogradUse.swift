/// Whether convolutions may use Winograd's algorithm.
public enum WinogradUse: String, Hashable, Sendable, CaseIterable {
  case never, wherePaying, always
}
