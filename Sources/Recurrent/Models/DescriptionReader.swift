import ForeframeFiles

/// Typed access to a map's values, with errors that name the key.
struct DescriptionReader {
  let object: JSONObject
  /// Where the map is, such as `layers.0.`; empty at the top.
  let prefix: String

  init(_ object: JSONObject, prefix: String = "") {
    self.object = object
    self.prefix = prefix
  }

  func refuseUnknown(_ known: [String]) throws(DescriptionError) {
    for key in object.keys where !known.contains(key) {
      throw DescriptionError(
        DescriptionError.UnknownKey(prefix: prefix, key: key, known: known))
    }
  }

  /// The most maps in a list: layers.
  private static let mostMaps = 256

  /// Maps in a list, at least one and at most ``mostMaps``; `what` is one of them.
  func maps(_ key: String, _ what: String) throws(DescriptionError) -> [DescriptionReader] {
    let items = object[key]?.array ?? []
    if items.isEmpty { throw DescriptionError("\(prefix)\(key): at least one \(what) is needed") }
    if items.count > Self.mostMaps {
      throw DescriptionError(
        "\(prefix)\(key): \(items.count) are given; at most \(Self.mostMaps) can be used")
    }
    var maps: [DescriptionReader] = []
    for (index, item) in items.enumerated() {
      guard let map = item.object else {
        throw DescriptionError("\(prefix)\(key): not a list of maps")
      }
      maps.append(DescriptionReader(map, prefix: "\(prefix)\(key).\(index)."))
    }
    return maps
  }

  func positive(
    _ key: String, default standard: Int? = nil, limit: Int = 65_536
  ) throws(DescriptionError) -> Int {
    guard let value = object[key] else {
      if let standard { return standard }
      throw DescriptionError("\(prefix)\(key) is missing")
    }
    guard let number = value.int, number > 0, number <= limit else {
      throw DescriptionError("\(prefix)\(key) must be a whole number from 1 to \(limit)")
    }
    return number
  }

  func odd(_ key: String, default standard: Int) throws(DescriptionError) -> Int {
    let number = try positive(key, default: standard)
    guard number % 2 == 1, number <= 31 else {
      throw DescriptionError("\(prefix)\(key) is \(number): a filter's side is odd, at most 31")
    }
    return number
  }

  func bool(_ key: String, default standard: Bool) throws(DescriptionError) -> Bool {
    guard let value = object[key] else { return standard }
    guard let truth = value.bool else {
      throw DescriptionError("\(prefix)\(key) must be true or false")
    }
    return truth
  }

  func choice<T: RawRepresentable & CaseIterable>(
    _ key: String, default standard: T
  ) throws(DescriptionError) -> T where T.RawValue == String {
    guard let value = object[key] else { return standard }
    guard let text = value.string, let choice = T(rawValue: text) else {
      let known = T.allCases.map(\.rawValue).joined(separator: ", ")
      throw DescriptionError("\(prefix)\(key) must be one of: \(known)")
    }
    return choice
  }

  /// The most quantiles of a network.
  private static let mostQuantiles = 32

  /// Levels of quantiles: a list, `true` for the usual ones; none if it is left out.
  func quantiles(_ key: String) throws(DescriptionError) -> [Double] {
    guard let value = object[key], !value.isNull else { return [] }
    if let truth = value.bool { return truth ? FrameInterface.usualQuantiles : [] }
    let levels = value.array?.compactMap(\.double) ?? []
    guard levels.count == value.array?.count, levels.count <= Self.mostQuantiles,
      levels.allSatisfy({ (0.001...0.999).contains($0) }),
      zip(levels, levels.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw DescriptionError(
        "\(prefix)\(key) must be true or a list of at most \(Self.mostQuantiles) levels from 0.001 to "
          + "0.999, each larger than the one before")
    }
    return levels
  }

  /// A number from 0 to below 1; 0 if it is left out.
  func share(_ key: String) throws(DescriptionError) -> Float {
    guard let value = object[key] else { return 0 }
    // As a float: just below 1 would be rounded up to it.
    guard let number = value.double.map({ Float($0) }), (0..<1).contains(number) else {
      throw DescriptionError("\(prefix)\(key) must be at least 0 and less than 1")
    }
    return number
  }
}
