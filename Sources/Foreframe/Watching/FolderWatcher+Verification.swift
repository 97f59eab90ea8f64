import ForeframeFiles
import ForeframeFrames

/// Earlier forecasts beside the truth.
extension FolderWatcher {
  /// Compares a frame with all forecasts that wait for it.
  func verify(_ name: String, _ frame: Frame, _ report: Report) throws {
    guard let truth = timeline.step(of: name) else { return }
    var verified: [VerifiedFrame] = []
    for index in pending.indices {
      guard let from = timeline.step(of: pending[index].from), truth > from else { continue }
      if let found = pending[index].verify(frame, lead: truth - from, noData: settings.noData) {
        verified.append(found)
      }
    }
    pending.removeAll { waiting in
      guard let from = timeline.step(of: waiting.from) else { return true }
      // Nothing is left, or all that is left has passed.
      return waiting.frames.keys.allSatisfy { $0 <= truth - from - horizon }
    }
    do {
      try writing {
        try scores.add(truth: name, verified.sorted { $0.lead < $1.lead })
      }
    } catch {
      guard hasWritten else { throw error }
      try report(.cannotWrite(reason: error.message))
    }
  }

  /// Takes over the forecasts of an earlier process whose truth is not known to have come, and returns
  /// the steps at which it would stand.
  func loadPending(_ records: [WatchOutput.Record]) -> Set<Int> {
    var steps: Set<Int> = []
    for record in records {
      guard let from = record.json["from"]?.string, let model = record.json["model"]?.string,
        let names = record.json["frames"]?.array?.compactMap(\.string), !names.isEmpty,
        let step = timeline.step(of: from),
        let stored = try? PNGCodec.read(
          path: FileSystem.join(folder, from), limits: settings.limits),
        let last = (try? reduced(stored, from, { _ in }))?.frame
      else { continue }
      let leads = settings.verifiedLeads(
        horizon: names.count, samples: last.format.sampleCount)
      let frames = names.prefix(leads).map { name in
        try? PNGCodec.read(
          path: FileSystem.join(output.folder(record.id), name), limits: settings.limits)
      }
      guard frames.allSatisfy({ $0?.format.isCompatible(with: last.format) ?? false }) else {
        continue
      }
      var waiting = PendingForecast(
        id: record.id, from: from, model: model, last: last, frames: frames.compactMap(\.self))
      for lead in 1...leads where scores.isVerified(record.id, lead: lead) { waiting.drop(lead) }
      pending.removeAll { $0.from == from }
      if waiting.frames.isEmpty { continue }
      pending.append(waiting)
      steps.formUnion(waiting.frames.keys.map { step + $0 })
      if pending.count > leads { pending.removeFirst(pending.count - leads) }
    }
    return steps
  }

  /// Names that are read at the start: the last ones, and those that are the truth of earlier forecasts.
  func toBeRead(_ steps: Set<Int>) -> [String] {
    let last = Set((timeline.last?.names ?? []).suffix(continuation.reads))
    return timeline.allNames.filter { name in
      last.contains(name) || timeline.step(of: name).map(steps.contains) ?? false
    }
  }

  /// Whether the newest forecast is what would be made again.
  func isCurrent(_ newest: WatchOutput.Record?, _ last: String) -> Bool {
    guard let newest, newest.json["from"]?.string == last,
      newest.json["settings"] == settings.json,
      let names = newest.json["frames"]?.array?.compactMap(\.string)
    else { return false }
    // After a power failure, files may be there without content.
    return names.allSatisfy { name in
      (try? PNGCodec.readFormat(path: FileSystem.join(output.folder(newest.id), name))) != nil
    }
  }
}
