import ForeframeKernelTexts

/// Everything that the content of a cached file depends on.
package struct CacheKey: Hashable, Sendable {
  /// The version of the files' format: a file of another one is not found.
  package static let formatVersion = 1

  /// All of it, so that different keys never read alike: names and values with their lengths.
  package let bytes: [UInt8]

  package init(_ kind: String, _ key: ProgramKey) {
    let fields = [("foreframe cache", "\(Self.formatVersion)"), ("kind", kind)]
    var bytes: [UInt8] = []
    for (name, value) in fields + key.fields.map({ ($0.name, $0.value) }) {
      for text in [name, value] {
        bytes += CacheFile.bytes(UInt64(text.utf8.count))
        bytes += Array(text.utf8)
      }
    }
    self.bytes = bytes
  }

  /// The file's name: a hash, so two keys may have the same. The file itself says which one it is of.
  package var fileName: String {
    var hash = ContentHash()
    hash.add(bytes)
    return hash.text
  }
}
