/// What a forecast has where its source lies outside of the frame or of the mask.
public enum Inflow: Sendable {
  /// The nearest pixel of the source frame, blurred over 4 pixels.
  case softEdge
  /// Half of that, and half of the pixel's mean over the inputs.
  case halfMean
}
