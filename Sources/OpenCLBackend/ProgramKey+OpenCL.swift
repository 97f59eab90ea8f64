import ForeframeKernelTexts

extension ProgramKey {
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
