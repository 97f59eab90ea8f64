/// What a network is given besides the observed frames.
public enum Guidance: Hashable, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// The motion of the observed frames and the forecast that it gives; see ``MotionGuide``.
  case motion
}
