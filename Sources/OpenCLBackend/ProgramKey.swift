/// Everything that decides what a driver makes of a kernel text. Two equal keys stand for the same
/// binary; whatever differs between two machines or two days is in it.
public struct ProgramKey: Hashable, Sendable {
  /// One of the things, with its name.
  public struct Field: Hashable, Sendable {
    public var name: String
    public var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public let fields: [Field]

  package init(fields: [Field]) { self.fields = fields }

  public init(device: OpenCLDevice, text: String, options: String) {
    let platform = device.platform
    self.init(fields: [
      Field(name: "device", value: device.name), Field(name: "vendor", value: device.vendor),
      Field(name: "driver", value: device.driver), Field(name: "version", value: device.version),
      Field(name: "platform", value: platform.name),
      Field(name: "platform vendor", value: platform.vendor),
      Field(name: "platform version", value: platform.version),
      Field(name: "options", value: options), Field(name: "text", value: text),
    ])
  }
}
