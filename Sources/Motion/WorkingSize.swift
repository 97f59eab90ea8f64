/// The size at which a frame is looked at: a power of two smaller than the frame, so that large frames take
/// no more time than smaller ones.
struct WorkingSize {
  let height: Int
  let width: Int

  /// A side of a frame is not made smaller than this.
  private static let least = 64

  /// - Parameters:
  ///   - fullHeight, fullWidth: the sides of a frame.
  ///   - pixels: at most, unless a side would become too short.
  init(height fullHeight: Int, width fullWidth: Int, pixels: Int) {
    var factor = 1
    func side(_ count: Int) -> Int { (count + factor - 1) / factor }
    while side(fullHeight) * side(fullWidth) > pixels,
      min(fullHeight, fullWidth) >= 2 * factor * Self.least
    { factor *= 2 }
    (height, width) = (side(fullHeight), side(fullWidth))
  }

  init(of frame: Plane, pixels: Int) {
    self.init(height: frame.height, width: frame.width, pixels: pixels)
  }
}
