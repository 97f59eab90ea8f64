/// How the motion of a sequence is found.
public enum MotionMethod: String, Sendable, CaseIterable {
  /// Nothing moves.
  case none
  /// One vector for the whole frame, by masked correlation.
  case global
  /// Pyramidal Lucas-Kanade at corners, interpolated.
  case lucasKanade = "lucas-kanade"
  /// Dense inverse search; where there is texture counts more, over 4 pixels.
  case dense
  /// Dense inverse search, all pixels alike, over 2 pixels: for video.
  case denseFine = "dense-fine"
  /// The mean of `dense` and `lucasKanade`.
  case mixed
}
