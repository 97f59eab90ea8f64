/// All windows of a fixed number of frames in some sequences, in order.
public struct WindowIndex: Sendable, Hashable {
  /// A window: frames `start..<start + length` of a sequence.
  public struct Window: Sendable, Hashable {
    /// Which of the sequences.
    public var sequence: Int
    /// Its first frame.
    public var start: Int

    public init(sequence: Int, start: Int) {
      self.sequence = sequence
      self.start = start
    }
  }

  public let windows: [Window]
  /// Frames in a window: inputs and horizon.
  public let length: Int

  /// The windows that begin at every `stride`-th frame. Sequences that are too short have none;
  /// an error if that leaves nothing.
  public init(_ sequences: [FrameSequence], length: Int, stride: Int = 1) throws(FrameError) {
    precondition(length > 0 && stride > 0, "windows of \(length) frames every \(stride)")
    self.length = length
    windows = sequences.enumerated().flatMap { index, sequence in
      Swift.stride(from: 0, through: sequence.count - length, by: stride).map {
        Window(sequence: index, start: $0)
      }
    }
    guard windows.isEmpty else { return }
    let longest = sequences.max { $0.count < $1.count }
    throw .tooFewFrames(
      path: longest?.folder ?? "data set", found: longest?.count ?? 0, needed: length)
  }

  /// Number of windows, at least 1.
  public var count: Int { windows.count }

  /// At most `count` of the windows, spread evenly over all, the first and the last among them: so
  /// over sequences and over time.
  public func spread(_ count: Int) -> WindowIndex {
    precondition(count > 0, "a spread of \(count) windows")
    guard count < windows.count else { return self }
    let last = windows.count - 1
    return WindowIndex(
      windows: (0..<count).map { count == 1 ? windows[0] : windows[$0 * last / (count - 1)] },
      length: length)
  }

  private init(windows: [Window], length: Int) {
    self.windows = windows
    self.length = length
  }
}
