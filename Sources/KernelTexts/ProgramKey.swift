/// Everything that decides what a device's compiler builds from a kernel text. Equal keys stand for
/// equal binaries, so whatever may differ between two machines or two days is in the key.
public struct ProgramKey: Hashable, Sendable {
  /// One of these things, with its name.
  public struct Field: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public let fields: [Field]

  public init(fields: [Field]) { self.fields = fields }
}
