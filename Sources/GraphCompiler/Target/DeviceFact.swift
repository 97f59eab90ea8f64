/// One thing that is known about a device, for lists of devices.
public struct DeviceFact: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case text(String)
    case number(Int)
    case bytes(Int)
    case flag(Bool)
    case list([String])
  }

  /// In lower case, with underscores between words: "compute_units".
  public var name: String
  public var value: Value

  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}
