/// How a field of motion is found and used.
public struct MotionSettings: Sendable, Hashable {
  public var method: MotionMethod
  /// Pairs of frames that the field is made of, at most: the last ones.
  public var pairs: Int
  /// What motion is multiplied by from one lead to the next; 1: steady motion.
  public var decay: Float
  public var inflow: Inflow

  /// - Parameter pairs: nil: 3 for fewer than 10 inputs, 5 from there on, which had the least error.
  public init(
    _ method: MotionMethod, inputs: Int, pairs: Int? = nil, decay: Float = 1,
    inflow: Inflow = .halfMean
  ) {
    self.method = method
    self.pairs = pairs ?? (inputs < 10 ? 3 : 5)
    self.decay = decay
    self.inflow = inflow
  }
}

extension MotionHistory {
  /// The displacements of the leads from frame `last` on, for frames of the size of `frame` or larger ones;
  /// nil where nothing moves.
  func displacements(
    _ settings: MotionSettings, last: Int, first: Int, size frame: Plane
  ) -> LeadDisplacements? {
    if settings.method == .none { return nil }
    let field = workingField(settings.method, at: last, since: first, pairs: settings.pairs)
    return LeadDisplacements(
      of: field.scaled(height: frame.height, width: frame.width), decay: settings.decay)
  }

  /// The last frame of each lead, moved.
  ///
  /// - Parameters:
  ///   - series: what is moved: the frames that motion was found in, or another channel of them.
  ///   - last, first: the inputs are the frames first...last.
  /// - Returns: `leads` frames; outside of the mask the last frame, which gives way to the mean of the
  ///   inputs.
  public func advected(
    _ series: PlaneSeries, _ settings: MotionSettings, last: Int, first: Int, leads: Int
  ) -> [Plane] {
    var frames = AdvectedFrames(
      self, settings, MovableFrames(series), last: last, first: first,
      buffers: FrameBuffers(height: series.mask.height, width: series.mask.width))
    return (0..<leads).map { _ in frames.next() }
  }
}
