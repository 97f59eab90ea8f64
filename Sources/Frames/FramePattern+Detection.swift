extension FramePattern {
  /// The pattern that writes all these names and by which they differ; nil if there is none.
  ///
  /// A time is preferred to a number. Names in which several numbers change, such as
  /// `camera1_001.png` and `camera2_001.png`, have no pattern.
  public static func detect(in names: [String]) -> FramePattern? {
    let parsed = names.map(DigitRuns.init)
    guard let first = parsed.first, !first.runs.isEmpty,
      parsed.allSatisfy({ $0.literals == first.literals })
    else { return nil }
    let varying = first.runs.indices.filter { index in
      parsed.contains { $0.runs[index] != first.runs[index] }
    }
    return detectTime(names, parsed, first, varying)
      ?? detectNumber(names, parsed, first, varying)
  }

  private static func detectTime(
    _ names: [String], _ parsed: [DigitRuns], _ first: DigitRuns, _ varying: [Int]
  ) -> FramePattern? {
    for layout in timeLayouts where layout.count <= first.runs.count {
      let widths = layout.map { $0.reduce(0) { $0 + ($1.width ?? 0) } }
      for start in 0...(first.runs.count - layout.count) {
        let range = start..<start + layout.count
        guard varying.allSatisfy(range.contains),
          zip(range, widths).allSatisfy({ first.runs[$0].utf8.count == $1 })
        else { continue }
        // A date and a short number that alone changes: frames of one day, not hours or months.
        if isAmbiguous(layout), varying == [range.upperBound - 1] || varying.isEmpty { continue }
        let pattern = FramePattern(elements: first.elements(replacing: range, with: layout))
        if names.allSatisfy({ isPlausible(pattern.position(of: $0), pattern) }) { return pattern }
      }
    }
    return nil
  }

  private static func detectNumber(
    _ names: [String], _ parsed: [DigitRuns], _ first: DigitRuns, _ varying: [Int]
  ) -> FramePattern? {
    guard varying.count <= 1, let place = varying.first ?? first.runs.indices.last else {
      return nil
    }
    let runs = parsed.map { $0.runs[place] }
    let isPadded = runs.contains { $0.utf8.count > 1 && $0.hasPrefix("0") }
    let width = isPadded ? runs.map(\.utf8.count).min() ?? 1 : 1
    let pattern = FramePattern(elements: first.elements(at: place, .number(width: width)))
    return names.allSatisfy { pattern.position(of: $0) != nil } ? pattern : nil
  }

  /// Layouts of one group of digits each, the longest first.
  private static let timeLayouts: [[[TimeField]]] = {
    let date: [TimeField] = [.year, .month, .day], ordinal: [TimeField] = [.year, .dayOfYear]
    let clock: [TimeField] = [.hour, .minute, .second], short: [TimeField] = [.hour, .minute]
    let split = date.map { [$0] }
    var layouts: [[[TimeField]]] = []
    for clock in [clock, short] {
      layouts += [split + clock.map { [$0] }, split + [clock], [date] + clock.map { [$0] }]
      layouts += [[date, clock], [date + clock], [ordinal, clock], [ordinal + clock]]
    }
    layouts += [split + [[.hour]], [date, [.hour]], [date + [.hour]]]
    return layouts + [split, [date], [ordinal], [[.year], [.month]]]
  }()

  private static func isAmbiguous(_ layout: [[TimeField]]) -> Bool {
    layout.last == [.hour] || layout == [[.year], [.month]]
  }

  /// A frame counter is no year.
  private static func isPlausible(_ position: Int64?, _ pattern: FramePattern) -> Bool {
    position.map { (1900...2100).contains(pattern.time(at: $0).year) } ?? false
  }
}

/// A file name cut into runs of digits and what is between them: literals[0], runs[0], literals[1]...
private struct DigitRuns {
  var literals: [String] = []
  var runs: [String] = []

  init(_ name: String) {
    var literal: [UInt8] = [], run: [UInt8] = []
    for byte in name.utf8 {
      if NaturalOrder.isDigit(byte) {
        run.append(byte)
        continue
      }
      if !run.isEmpty {
        literals.append(String(decoding: literal, as: UTF8.self))
        runs.append(String(decoding: run, as: UTF8.self))
        (literal, run) = ([], [])
      }
      literal.append(byte)
    }
    literals.append(String(decoding: literal, as: UTF8.self))
    if !run.isEmpty {
      runs.append(String(decoding: run, as: UTF8.self))
      literals.append("")
    }
  }

  func elements(at place: Int, _ element: FramePattern.Element) -> [FramePattern.Element] {
    elements { $0 == place ? [element] : nil }
  }

  func elements(
    replacing range: Range<Int>, with layout: [[TimeField]]
  ) -> [FramePattern.Element] {
    elements { range.contains($0) ? layout[$0 - range.lowerBound].map { .time($0) } : nil }
  }

  private func elements(
    _ replacement: (Int) -> [FramePattern.Element]?
  ) -> [FramePattern.Element] {
    var elements: [FramePattern.Element] = []
    var literal = literals[0]
    for (index, run) in runs.enumerated() {
      if let fields = replacement(index) {
        if !literal.isEmpty { elements.append(.literal(literal)) }
        elements += fields
        literal = ""
      } else {
        literal += run
      }
      literal += literals[index + 1]
    }
    if !literal.isEmpty { elements.append(.literal(literal)) }
    return elements
  }
}
