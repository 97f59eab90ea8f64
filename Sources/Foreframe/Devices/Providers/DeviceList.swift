/// The devices that were found.
package struct DeviceList: Sendable {
  package var devices: [any ListedDevice]
  /// What kept further devices from being found: text for people.
  package var problems: [String]
}
