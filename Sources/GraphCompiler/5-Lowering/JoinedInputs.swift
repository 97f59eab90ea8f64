import CForeframeKernels

/// Images whose channels are read side by side, wherever they lie.
struct JoinedInputs {
  /// How many places one launch can read from.
  static let mostParts = Int(WINOGRAD_PARTS)
  typealias Parts = (ff_winograd_part, ff_winograd_part, ff_winograd_part, ff_winograd_part)

  let places: [Location]

  init(_ places: [Location]) { self.places = places }

  var channels: Int { places.reduce(0) { $0 + $1.shape[3] } }

  /// Channels with what is written after the last of a part, up to a whole vector.
  var width: Int {
    var start = 0
    return places.reduce(0) { width, x in
      defer { start += x.shape[3] }
      return max(width, start + (x.shape[3] + 15) / 16 * 16)
    }
  }

  /// What a launch is told of them.
  ///
  /// - Parameter at: nil as long as addresses are not known.
  func parts(_ at: Addresses?) -> Parts {
    func part(_ index: Int) -> ff_winograd_part {
      guard index < places.count else { return ff_winograd_part() }
      let x = places[index]
      let (image, row, pixel) = x.imageStrides
      return ff_winograd_part(
        x: at?[x] ?? 0, image: image, row: row, pixel: pixel, channels: Int64(x.shape[3]))
    }
    return (part(0), part(1), part(2), part(3))
  }

  /// The parts that are there.
  static func list(_ parts: Parts, count: Int64) -> ArraySlice<ff_winograd_part> {
    [parts.0, parts.1, parts.2, parts.3].prefix(Int(count))
  }
}
