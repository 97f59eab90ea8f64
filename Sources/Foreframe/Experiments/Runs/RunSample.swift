import ForeframeFrames

/// What a network made of some cases, to look at: kept in `samples/` of a run's folder.
public enum RunSample: Sendable {
  /// A PNG, and an image in TensorBoard.
  case picture(Frame)
  /// A text file.
  case text(String)
}

/// What a run's report says of a sample picture.
public struct SampleCaption: Hashable, Sendable {
  /// A few words in place of the picture.
  public var contents: String
  /// Sentences above it.
  public var explanation: String

  /// For a file beside the pictures.
  var text: String {
    """
    The network on cases that it is scored with, one file for each of some steps (the number in the name).
    Shown: \(contents).
    \(explanation)

    """
  }

  public init(_ contents: String, explanation: String = "") {
    self.contents = contents
    self.explanation = explanation
  }
}
