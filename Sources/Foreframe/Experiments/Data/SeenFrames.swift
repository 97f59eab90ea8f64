/// The frames that a model was trained and validated on, each as a short hash of its file: kept in
/// the model file, so that an evaluation can say whether it scores what the model has seen.
///
/// A hash has 24 bits, so that about one frame in 16 million over the number of those seen is taken
/// for one of them by mistake; ``haveSeen(_:)`` allows for that.
public struct SeenFrames: Hashable, Sendable {
  /// The key in a model file's metadata.
  static let key = "frames_seen"
  /// The key of those that were held out from training, and by which the best model was chosen.
  static let heldOutKey = "frames_held_out"
  /// Of more frames nothing is kept: the list would outgrow a small model.
  static let mostFrames = 10_000
  private static let digits = 6

  private let hashes: Set<UInt32>

  /// Of the hashes of files; nil if they are too many.
  public init?(_ files: [UInt64]) {
    guard files.count <= Self.mostFrames else { return nil }
    hashes = Set(files.map(Self.short))
  }

  /// What ``text`` has written; nil for anything else.
  public init?(text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count % Self.digits == 0, bytes.count <= Self.digits * Self.mostFrames else {
      return nil
    }
    var hashes: Set<UInt32> = []
    for start in stride(from: 0, to: bytes.count, by: Self.digits) {
      let word = String(decoding: bytes[start..<start + Self.digits], as: UTF8.self)
      guard let hash = UInt32(word, radix: 16) else { return nil }
      hashes.insert(hash)
    }
    self.hashes = hashes
  }

  /// The hashes in order, six hexadecimal digits each.
  public var text: String {
    hashes.sorted().map { hash in
      let digits = String(hash, radix: 16)
      return String(repeating: "0", count: Self.digits - digits.count) + digits
    }.joined()
  }

  /// Whether the file of this hash is one of them.
  func contains(_ file: UInt64) -> Bool { hashes.contains(Self.short(file)) }

  /// Whether some of these files were seen: more than one in twenty.
  func haveSeen(_ files: [UInt64]) -> Bool { 20 * files.count(where: contains) > files.count }

  private static func short(_ hash: UInt64) -> UInt32 { UInt32(hash >> 40) }
}
