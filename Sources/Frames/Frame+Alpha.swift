extension Frame {
  /// Whether a pixel is neither opaque nor transparent. Alpha is not predicted: a prediction has that of
  /// the last frame.
  public var hasPartialAlpha: Bool {
    if format.colourType.hasAlpha {
      let last = format.channels - 1, largest = UInt16(format.maximumSample)
      return stride(from: last, to: samples.count, by: format.channels).contains {
        samples[$0] != 0 && samples[$0] != largest
      }
    }
    guard case .palette(let alpha) = format.transparency else { return false }
    let partial = Set(
      alpha.indices.filter { alpha[$0] != 0 && alpha[$0] != 255 }.map { UInt16($0) })
    return !partial.isEmpty && samples.contains(where: partial.contains)
  }
}
