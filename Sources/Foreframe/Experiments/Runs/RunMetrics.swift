import ForeframeFiles
import ForeframeTraining

/// What a run's report says of `metrics.jsonl`. The file is read line by line and curves keep a bounded
/// number of points, so that a long run needs no more memory than a short one.
struct RunMetrics {
  /// The last step, 0 if there is none.
  private(set) var lastStep = 0
  /// The line of the best validation.
  private(set) var best: JSON?
  /// Spent in steps, and of these waiting for data.
  private(set) var seconds = 0.0
  private(set) var waited = 0.0
  /// Why the run ended before its last step; nil if it did not.
  private(set) var earlyEnd: String?
  private var curves: [String: StepCurve] = [:]

  /// - Parameters:
  ///   - criterion: the score that decides what is the best, the smaller the better.
  ///   - names: what curves are wanted of.
  init(path: String, criterion: String, names: [String]) throws(FileError) {
    var metrics = RunMetrics()
    try LineFile.forEachLine(path) { text in
      // A line that a full disk or an editor has spoilt does not cost the report.
      guard let line = try? JSON(parsing: text) else { return }
      metrics.add(line, criterion: criterion, names: names)
    }
    self = metrics
  }

  private init() {}

  private mutating func add(_ line: JSON, criterion: String, names: [String]) {
    seconds += line["seconds"]?.double ?? 0
    waited += line["waited"]?.double ?? 0
    guard let step = line["step"]?.int else { return }
    earlyEnd = line[MetricsLog.earlyEnd]?.string ?? earlyEnd
    lastStep = max(lastStep, step)
    for name in names {
      if let value = line[name]?.double { curves[name, default: StepCurve()].add(step, value) }
    }
    guard line[criterion] != nil else { return }
    let score = line[criterion]?.double ?? .infinity
    if score < best?[criterion]?.double ?? .infinity || best == nil { best = line }
  }

  /// Step and value, in the order of the file.
  func points(_ name: String) -> [(step: Int, value: Double)] { curves[name]?.points ?? [] }
}
