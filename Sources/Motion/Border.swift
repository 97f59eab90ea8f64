import CForeframeMotion

/// What stands outside an image.
public enum Border: Sendable {
  case zero
  /// The nearest pixel of the image.
  case nearest
  /// The image mirrored about its outermost pixels, which are not repeated.
  case reflected

  var code: fm_border {
    switch self {
    case .zero: FM_ZERO
    case .nearest: FM_NEAREST
    case .reflected: FM_REFLECTED
    }
  }
}
