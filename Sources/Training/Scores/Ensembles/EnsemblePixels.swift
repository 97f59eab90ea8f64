/// Walks over the pixels of an ensemble's frame that can be scored.
enum EnsemblePixels {
  /// Calls `body` with the members and the observation of each pixel that has all of them.
  static func each(
    _ members: [[Float]], _ observed: [Float], _ mask: [Float]?, _ body: ([Float], Float) -> Void
  ) {
    precondition(members.allSatisfy { $0.count == observed.count }, "planes of different sizes")
    precondition(mask == nil || mask?.count == observed.count, "a mask of another size")
    for pixel in observed.indices where mask.map({ $0[pixel] != 0 }) ?? true {
      let values = members.map { $0[pixel] }
      if observed[pixel].isNaN || values.contains(where: \.isNaN) { continue }
      body(values, observed[pixel])
    }
  }
}
