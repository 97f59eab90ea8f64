import CKernels

/// Images whose channels are read side by side, wherever they lie.
struct JoinedInputs {
  /// How many places one launch can read from.
  static let mostParts = Int(WINOGRAD_PARTS)

  /// What lies where, and the channel at which it begins.
  let parts: [(x: Location, start: Int)]
  let channels: Int
  /// Channels with what is written behind the last of a part, up to a whole vector.
  let width: Int

  init(_ places: [Location]) {
    var parts: [(x: Location, start: Int)] = []
    var channels = 0
    var width = 0
    for x in places {
      parts.append((x, channels))
      width = max(width, channels + (x.shape[3] + 15) / 16 * 16)
      channels += x.shape[3]
    }
    (self.parts, self.channels, self.width) = (parts, channels, width)
  }
}

extension ff_winograd {
  /// The parts that are there.
  var partList: [ff_winograd_part] {
    Array([parts.0, parts.1, parts.2, parts.3].prefix(Int(part_count)))
  }
}
