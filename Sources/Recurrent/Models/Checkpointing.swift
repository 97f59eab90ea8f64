import ForeframeTensorGraph

/// What of a sequence is kept for the gradient of a training step.
public enum Checkpointing: Hashable, Sendable {
  /// Everything.
  case kept
  /// The states between segments of so many time steps; the rest is computed again (Chen et al.,
  /// "Training deep nets with sublinear memory cost", 2016).
  case recomputed(every: Int)

  /// Segments that keep about the least of `timeSteps`: a segment's own time steps have about three times
  /// as many values as a state (four gates, cell and hidden state), so memory grows with the square
  /// root of time steps / 3.
  public static func recomputed(timeSteps: Int) -> Checkpointing {
    .recomputed(every: max(1, Int((Double(timeSteps) / 3).squareRoot().rounded(.down))))
  }

  /// Builds some time steps, segment by segment.
  func build(_ count: Int, in builder: GraphBuilder, _ segment: (Range<Int>) -> Void) {
    guard case .recomputed(let every) = self else {
      segment(0..<count)
      return
    }
    for start in stride(from: 0, to: count, by: every) {
      builder.beginSegment()
      segment(start..<min(start + every, count))
    }
  }
}
