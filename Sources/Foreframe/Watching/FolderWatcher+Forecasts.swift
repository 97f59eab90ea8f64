import ForeframeFiles
import ForeframeFrames

/// Forecasts from the last frame.
extension FolderWatcher {
  /// Forecasts if frames have come since the last forecast.
  func forecastIfNeeded(_ report: Report) throws {
    guard needsForecast, let sequence = timeline.last else { return }
    needsForecast = false
    let frames = lastFrames(sequence)
    guard let last = frames.last else { return }
    let start = ContinuousClock.now
    let made: ContinuedForecast
    do {
      made = try continuation.forecast(frames, horizon: horizon, progress: progress)
    } catch let error as ForecastError where error != .cancelled {
      return try report(.cannotForecast(from: last.name, reason: error.message))
    }
    if let selection = made.selection, selection.name != chosenName {
      chosenName = selection.name
      try report(.chosen(selection.sentence))
    }
    let reduction = recent[last.name]?.reduction
    var document = JSON.null
    do {
      let files = try ForecastFiles(after: sequence, horizon: horizon, reduction: reduction)
      let id = try output.publish(from: last.name) { hidden, id in
        for (number, frame) in made.frames.enumerated() {
          try files.write(frame, number: number) { bytes, name in
            try FileSystem.writeNew(bytes, to: FileSystem.join(hidden, name))
          }
        }
        document = json(
          made, last, id, names: files.names, block: reduction?.block ?? 1,
          seconds: start.duration(to: .now) / .seconds(1))
        try FileSystem.writeNew(
          Array((document.text(pretty: true) + "\n").utf8),
          to: FileSystem.join(hidden, "forecast.json"))
      }
      try wait(for: made, id, last, report)
      try writing {
        try output.prune(
          keep: max(settings.keep, WatchSettings.keepForReaders), needed: Set(pending.map(\.id)))
      }
    } catch let error as OutputError {
      // A first forecast that cannot be written is a wrong call; a later one, a disk that is full.
      guard hasWritten else { throw error }
      return try report(.cannotWrite(reason: error.message))
    }
    hasWritten = true
    newCount = 0
    try report(.forecast(document))
  }

  /// What there is of the end of a sequence, in one format.
  private func lastFrames(_ sequence: FrameSequence) -> [WatchedFrame] {
    var frames: [WatchedFrame] = []
    for name in sequence.names.reversed() {
      guard frames.count < continuation.reads, let frame = recent[name]?.frame,
        frames.first?.frame.format.isCompatible(with: frame.format) ?? true
      else { break }
      frames.append(WatchedFrame(name: name, frame: frame))
    }
    return frames.reversed()
  }

  /// Keeps a forecast until its truth comes.
  private func wait(
    for made: ContinuedForecast, _ id: String, _ last: WatchedFrame, _ report: Report
  ) throws {
    let leads = settings.verifiedLeads(
      horizon: horizon, samples: last.frame.format.sampleCount)
    if leads < horizon, !saidLeads {
      saidLeads = true
      try report(.fewerLeads(verified: leads, horizon: horizon))
    }
    // Another forecast from the same frame takes the place of the first.
    pending.removeAll { $0.from == last.name }
    pending.append(
      PendingForecast(
        id: id, from: last.name, model: made.model, last: last.frame,
        frames: Array(made.frames.prefix(leads))))
    if pending.count > leads { pending.removeFirst(pending.count - leads) }
  }

  private func json(
    _ made: ContinuedForecast, _ last: WatchedFrame, _ id: String, names: [String], block: Int,
    seconds: Double
  ) -> JSON {
    [
      "from": .string(last.name), "model": .string(made.model),
      "folder": .string(output.folder(id)), "frames": JSON(names),
      "inputs": JSON(made.inputs), "new_frames": JSON(newCount),
      "selection": made.selection?.json ?? .null, "block": JSON(block),
      "format": .string("\(last.frame.format)"), "seconds": JSON(seconds),
      "settings": settings.json,
    ]
  }
}
