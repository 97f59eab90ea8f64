/// Which parameters are meant: `*` stands for any characters, and the beginning of a name up to a dot
/// for everything below it. `encoder` and `encoder.*` are all parameters of the encoder, `*.bias` all
/// biases.
public struct NamePattern: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// Whether a parameter's name is meant.
  public func matches(_ name: String) -> Bool {
    let name = Array(name.utf8)
    let ends = [name.count] + name.indices.filter { name[$0] == UInt8(ascii: ".") }
    return ends.contains { Self.matches(Array(text.utf8), name[..<$0]) }
  }

  /// Tries the last `*` again with one character more whenever what follows it does not fit.
  private static func matches(_ pattern: [UInt8], _ name: ArraySlice<UInt8>) -> Bool {
    var (next, place) = (0, name.startIndex)
    var star: (next: Int, place: Int)?
    while place < name.endIndex {
      if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
        star = (next + 1, place)
        next += 1
      } else if next < pattern.count, pattern[next] == name[place] {
        next += 1
        place += 1
      } else if let last = star {
        star = (last.next, last.place + 1)
        next = last.next
        place = last.place + 1
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension [NamePattern] {
  /// Whether any of them means a name.
  func match(_ name: String) -> Bool { contains { $0.matches(name) } }
}
