import TestSupport
import Foreframe
import ForeframeFiles
import ForeframeFrames

/// A folder to which frames come, and one for forecasts.
final class WatchedPlace {
  let place: TemporaryFolder
  let input: String
  let next: String
  /// What watchers have reported.
  var events: [WatchEvent] = []

  init() throws {
    place = try TemporaryFolder()
    input = place("in")
    next = place("next")
    try FileSystem.makeDirectories(input)
  }

  /// A pattern that moves one pixel to the right with each frame.
  static func frame(_ time: Int, width: Int = 12) -> Frame {
    let format = FrameFormat(width: width, height: 10)
    let samples = (0..<format.pixelCount).map { pixel in
      let (y, x) = (pixel / width, pixel % width)
      return UInt16((37 * (x - time + 100_000) + 11 * y * y) % 251)
    }
    return Frame(format: format, samples: samples)
  }

  static func name(_ time: Int) -> String {
    let digits = String(time)
    return "frame_" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ".png"
  }

  /// Writes a frame.
  func put(_ time: Int, _ frame: Frame? = nil, as name: String? = nil) throws {
    try PNGCodec.write(
      frame ?? Self.frame(time), to: FileSystem.join(input, name ?? Self.name(time)))
  }

  /// The bytes of a frame.
  static func bytes(_ time: Int) throws -> [UInt8] { try PNGCodec.encode(frame(time)) }

  /// Writes bytes as they are, in place.
  func put(bytes: [UInt8], as name: String) throws {
    let path = FileSystem.join(input, name)
    try FileSystem.remove(path)
    try FileSystem.writeNew(bytes, to: path)
  }

  func settings(horizon: Int = 3) -> WatchSettings {
    var settings = WatchSettings()
    settings.horizon = horizon
    return settings
  }

  /// A watcher that has looked at what is there.
  func start(
    _ forecaster: any Forecaster = PersistenceForecaster(), _ settings: WatchSettings? = nil,
    now: ContinuousClock.Instant = .now
  ) throws -> FolderWatcher {
    let settings = settings ?? self.settings()
    let watcher = try FolderWatcher(
      input, to: try WatchOutput(next, watching: input),
      with: SequenceContinuations.of(
        forecaster, inputs: settings.inputs, noData: settings.noData, isSharp: settings.isSharp),
      settings)
    try watcher.start(now: now) { events.append($0) }
    return watcher
  }

  /// Lets a watcher look at frames of these numbers, or at the whole folder.
  func look(
    _ watcher: FolderWatcher, _ times: Int..., now: ContinuousClock.Instant = .now
  ) throws {
    let change =
      times.isEmpty ? FolderChange.anything : .names(Set(times.map(Self.name)))
    try watcher.look(change, now: now) { events.append($0) }
  }

  /// The frames that forecasts were made from, in the order in which they were made.
  var forecasts: [String] {
    events.compactMap { event in
      if case .forecast(let json) = event { json["from"]?.string } else { nil }
    }
  }

  /// All events that are no forecasts, from the first that is about a frame.
  var others: [WatchEvent] {
    events.filter { event in
      switch event {
      case .forecast, .understood, .chosen: false
      default: true
      }
    }
  }

  /// Names in `latest`.
  func latest() throws -> [String] { try FileSystem.list(FileSystem.join(next, "latest")) }

  /// A predicted frame of the newest forecast.
  func predicted(_ time: Int) throws -> Frame {
    try PNGCodec.read(path: FileSystem.join(next, "latest/\(Self.name(time))"))
  }

  /// The lines of `scores.jsonl`.
  func scores() throws -> [JSON] {
    try LineFile.lines(FileSystem.join(next, "scores.jsonl")).map { try JSON(parsing: $0) }
  }
}
