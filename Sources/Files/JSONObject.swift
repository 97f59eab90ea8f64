/// The members of a JSON object, in order, each key once.
public struct JSONObject: Hashable, Sendable {
  /// Keys in the order in which they were read or first set.
  public private(set) var keys: [String] = []
  private var values: [String: JSON] = [:]

  /// No members.
  public init() {}

  /// The value of a key. A new key goes to the end; setting nil removes the key.
  public subscript(key: String) -> JSON? {
    get { values[key] }
    set {
      if let newValue {
        if values.updateValue(newValue, forKey: key) == nil { keys.append(key) }
      } else if values.removeValue(forKey: key) != nil {
        keys.removeAll { $0 == key }
      }
    }
  }

  /// The number of members.
  public var count: Int { keys.count }
}

extension JSONObject: Sequence {
  /// Visits the members in order.
  public func makeIterator() -> AnyIterator<(key: String, value: JSON)> {
    var index = 0
    return AnyIterator {
      while index < keys.count {
        let key = keys[index]
        index += 1
        if let value = values[key] { return (key, value) }
      }
      return nil
    }
  }
}
