/// The backends of this program.
package enum BackendProviders {
  /// The native path on this processor, which every machine has.
  package static let native: any BackendProvider = NativeProvider()
  /// Backends whose devices come with a driver. `auto` takes the first GPU that one of them offers.
  package static let drivers: [any BackendProvider] = [OpenCLProvider()]

  private static var all: [any BackendProvider] { [native] + drivers }

  /// All devices that drivers offer, and what kept others from being found.
  package static func drivenDevices() -> DeviceList {
    let lists = drivers.map { $0.list() }
    return DeviceList(
      devices: lists.flatMap(\.devices), problems: lists.flatMap(\.problems))
  }

  /// All that `--device` takes besides `auto`.
  static var requests: [String] { all.flatMap(\.requests) }

  /// Picks the device of a request such as "opencl:1".
  ///
  /// - Returns: nil if the request is none that any backend knows.
  static func select(
    _ request: String, source: String
  ) throws(DeviceError) -> DeviceSelection? {
    let parts = request.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let word = parts.first?.lowercased()
    guard let provider = all.first(where: { $0.word == word }) else { return nil }
    return try provider.select(parts.count > 1 ? parts[1] : nil, source: source)
  }
}
