import ForeframeFiles

/// `scores.jsonl`: a line for each frame that was the truth of earlier forecasts.
///
/// It only grows, up to 32 MiB; then it becomes `scores.1.jsonl`, in place of an older one, and another
/// one begins. The last line says what all forecasts so far were worth, so a restart goes on from it.
public final class ScoreLog {
  /// The running scores.
  public private(set) var scores = RunningScores()
  private let path: String
  private let olderPath: String
  private let longest: Int
  private var file: LineFile
  private var size: Int
  /// Pairs of forecast and lead that the last lines have.
  private var verified: Set<String> = []

  /// How much of the end of the file is read: the lines of more frames than any forecast waits for.
  private static let tail = 1 << 20

  /// Opens the log in a folder, or begins one.
  ///
  /// - Parameter longest: the size in bytes beyond which another file is begun.
  public init(in folder: String, longest: Int = 32 << 20) throws {
    path = FileSystem.join(folder, "scores.jsonl")
    olderPath = FileSystem.join(folder, "scores.1.jsonl")
    self.longest = longest
    file = try LineFile(path: path)
    size = try FileSystem.size(path)
    // The newest file comes last.
    for path in [olderPath, path] where FileSystem.isFile(path) {
      for line in try LineFile.lastLines(path, within: Self.tail) {
        guard let json = try? JSON(parsing: line) else { continue }
        for frame in json["verified"]?.array ?? [] {
          verified.insert(Self.key(frame["forecast"]?.string ?? "", frame["lead"]?.int ?? 0))
        }
        if let running = json["running"].flatMap({ RunningScores($0) }) { scores = running }
      }
    }
  }

  /// Whether a lead of a forecast that an earlier process made has been verified.
  public func isVerified(_ forecast: String, lead: Int) -> Bool {
    verified.contains(Self.key(forecast, lead))
  }

  /// Appends a line.
  public func add(truth: String, _ frames: [VerifiedFrame]) throws {
    guard !frames.isEmpty else { return }
    for frame in frames { scores.add(frame) }
    let line: JSON = [
      "truth": .string(truth), "verified": .array(frames.map(\.json)), "running": scores.json,
    ]
    let text = line.text()
    if size > 0, size + text.utf8.count > longest {
      try FileSystem.rename(path, to: olderPath)
      file = try LineFile(path: path)
      size = 0
    }
    try file.append(text)
    size += text.utf8.count + 1
  }

  /// What an earlier process verified is no longer asked for.
  public func forgetVerified() { verified = [] }

  private static func key(_ forecast: String, _ lead: Int) -> String { "\(lead) \(forecast)" }
}
