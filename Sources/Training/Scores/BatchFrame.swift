/// One frame within the arrays of a batch.
struct BatchFrame {
  var place: Int
  /// In an array with one frame for all lead times.
  var steadyPlace: Int
  var pixels: Int
  var size: Int

  func values(
    _ all: UnsafeBufferPointer<Float>, of whole: Int? = nil
  ) -> UnsafeBufferPointer<Float> {
    let place = all.count < whole ?? all.count ? steadyPlace : place
    return UnsafeBufferPointer(rebasing: all[place * size..<(place + 1) * size])
  }

  func mask(_ all: UnsafeBufferPointer<Float>) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(rebasing: all[place * pixels..<(place + 1) * pixels])
  }

  func mask(_ all: [Float]) -> ArraySlice<Float> { all[place * pixels..<(place + 1) * pixels] }
}

extension [Float]? {
  /// Its storage, if there is any.
  func withBuffer(_ body: (UnsafeBufferPointer<Float>?) -> Void) {
    guard let values = self else { return body(nil) }
    values.withUnsafeBufferPointer { body($0) }
  }
}
