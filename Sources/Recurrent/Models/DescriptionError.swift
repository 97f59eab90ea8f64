/// Why a description of an architecture is refused.
public struct DescriptionError: Error, Hashable, Sendable {
  /// A key that the description does not have.
  public struct UnknownKey: Hashable, Sendable {
    /// Where the key's map is, such as `layers.0.`; empty at the top.
    public var prefix: String
    public var key: String
    /// The keys that the map may have.
    public var known: [String]
  }

  /// A sentence about the key and its value.
  public var reason: String
  /// Set if that is what is wrong.
  public var unknownKey: UnknownKey?

  public init(_ reason: String) { self.reason = reason }

  init(_ unknown: UnknownKey) {
    reason =
      "unknown key \(unknown.prefix)\(unknown.key.shown); known: \(unknown.known.joined(separator: ", "))"
    unknownKey = unknown
  }
}
