/// The names of a series in order, cut where there are gaps.
struct SeriesOrder {
  private(set) var pattern: FramePattern?
  private(set) var cadence: FrameCadence?
  /// Names that follow each other without a gap.
  private(set) var groups: [[String]] = []
  /// Names that the pattern would not write.
  private(set) var ignored: [String] = []
  /// What a person should know, a sentence each.
  private(set) var notes: [String] = []

  /// - Throws: `FrameError.duplicateFrames` if two names are one number or time.
  init(_ series: NameSeries, folder: String) throws(FrameError) {
    guard let given = series.pattern else {
      groups = [series.names.sorted(by: NaturalOrder.precedes)]
      if series.names.count > 1 {
        notes.append(
          "the names have no number or time in common (\(NameText.list(groups[0], limit: 2))); "
            + "they are taken in natural order, which may not be that of time")
      }
      return
    }
    let pattern = given.settled(for: series.names)
    self.pattern = pattern
    var placed: [(position: Int64, name: String)] = []
    for name in series.names {
      if let position = pattern.position(of: name) {
        placed.append((position, name))
      } else {
        ignored.append(name)
      }
    }
    placed.sort { $0.position < $1.position }
    for (a, b) in zip(placed, placed.dropFirst()) where a.position == b.position {
      throw .duplicateFrames(folder: folder, first: a.name, second: b.name)
    }
    wrap(&placed, pattern)
    cadence = FrameCadence.detect(positions: placed.map(\.position), unit: pattern.unit)
    cut(placed, pattern)
    if let other = series.runnerUp { compare(with: other, series.names) }
  }

  /// Moves what stands after midnight, or after a counter's largest number, to the end.
  private mutating func wrap(
    _ placed: inout [(position: Int64, name: String)], _ pattern: FramePattern
  ) {
    let positions = placed.map(\.position)
    guard let cycle = pattern.cycle ?? Self.cycle(ofNumbers: positions, pattern) else { return }
    let start = CyclicOrder.start(positions, cycle: cycle)
    guard start > 0 else { return }
    let last = placed[placed.count - 1].name, first = placed[0].name
    let moved = placed[..<start].map { ($0.position + cycle, $0.name) }
    placed = placed[start...] + moved
    let reason = pattern.isTime ? "the times begin again" : "the counter begins again"
    notes.append(
      "\(reason) after \(NameText.quoted(last)): \(NameText.quoted(first)) is taken as the next "
        + "frame")
  }

  /// After how many a camera's counter begins again: 9999 is followed by 0000 or 0001. Cameras
  /// count to 9999 also where there are digits before: 019999 is followed by 010001.
  private static func cycle(ofNumbers positions: [Int64], _ pattern: FramePattern) -> Int64? {
    let widths = pattern.elements.compactMap {
      if case .number(let width) = $0 { width } else { nil }
    }
    guard !pattern.isTime, var width = widths.max(), let first = positions.first,
      let last = positions.last, first >= 0,
      let step = FrameCadence.detect(positions: positions, unit: .frames)?.step
    else { return nil }
    // Without zeros before them, numbers of one length.
    if width == 1, NameColumn.digits(first) == NameColumn.digits(last) {
      width = NameColumn.digits(first)
    }
    for digits in Set([width, 4]).sorted() where digits > 2 && digits <= width {
      let all = power(digits)
      guard first / all == last / all else { continue }
      if let cycle = [all, all - 1].first(where: { first + $0 - last == step }) { return cycle }
    }
    return nil
  }

  private mutating func cut(
    _ placed: [(position: Int64, name: String)], _ pattern: FramePattern
  ) {
    var previous: Int64?
    for (position, name) in placed {
      if let previous, let cadence,
        !cadence.isGap(cadence.distance(from: previous, to: position, unit: pattern.unit))
      {
        groups[groups.count - 1].append(name)
      } else {
        groups.append([name])
      }
      previous = position
    }
  }

  /// Names the next best reading, if the frames would go on differently.
  private mutating func compare(with other: FramePattern, _ names: [String]) {
    guard
      let order = try? SeriesOrder(NameSeries(pattern: other, names: names), folder: ""),
      let last = groups.last, let otherLast = order.groups.last
    else { return }
    func next(_ names: [String], _ order: SeriesOrder) -> [String] {
      FrameSequence(
        folder: "", name: "", names: names, pattern: order.pattern, cadence: order.cadence
      ).nextNames(16)
    }
    let mine = next(last, self), others = next(otherLast, order)
    // What would be no number or time next is no other reading.
    guard let place = mine.indices.first(where: { mine[$0] != others[$0] }),
      other.position(of: others[place]) != nil
    else { return }
    notes.append(
      "the names are read as \(NameText.quoted("\(pattern.map(\.description) ?? "")")); they could "
        + "also be \(NameText.quoted(other.description)), and frame \(place + 1) after the last "
        + "\(NameText.quoted(others[place])), not \(NameText.quoted(mine[place])): "
        + "--pattern says which")
  }
}
