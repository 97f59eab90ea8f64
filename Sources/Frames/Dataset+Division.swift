extension Dataset {
  /// Divides sequences by `description.division` and `description.fractions`.
  mutating func divide(_ sequences: [FrameSequence]) throws(FrameError) {
    let fractions = description.fractions
    let sum = fractions.reduce(0, +)
    guard fractions.count == 3, fractions.allSatisfy({ $0 >= 0 && $0.isFinite }), sum > 0 else {
      throw .badDataset(
        path: path, reason: "the parts \(fractions) must be three numbers from 0 on, not all 0")
    }
    let shares = fractions.map { $0 / sum }
    let wanted = shares.count { $0 > 0 }
    switch description.division {
    case .bySequence:
      guard sequences.count >= wanted else {
        throw .badDataset(
          path: path,
          reason: "\(sequences.count) sequences cannot be divided into \(wanted) parts")
      }
      divideBySequence(sequences, shares)
    case .byTime:
      divideByTime(sequences, shares)
    case .automatic:
      if sequences.count >= wanted {
        divideBySequence(sequences, shares)
      } else {
        divideByTime(sequences, shares)
      }
    }
  }

  private mutating func divideBySequence(_ sequences: [FrameSequence], _ shares: [Double]) {
    let bounds = Self.bounds(sequences.count, shares)
    for (index, split) in Split.allCases.enumerated() {
      append(Array(sequences[bounds[index]..<bounds[index + 1]]), to: split)
    }
  }

  private mutating func divideByTime(_ sequences: [FrameSequence], _ shares: [Double]) {
    for sequence in sequences {
      let bounds = Self.bounds(sequence.count, shares)
      for (index, split) in Split.allCases.enumerated() where bounds[index] < bounds[index + 1] {
        // Nothing comes before the first part, so nothing is left out there.
        let begin = bounds[index] == 0 ? 0 : bounds[index] + description.gap
        let end = min(begin, bounds[index + 1])
        if bounds[index] < end { leaveOut(sequence.slice(bounds[index]..<end)) }
        guard begin < bounds[index + 1] else { continue }
        append([sequence.slice(begin..<bounds[index + 1])], to: split)
      }
    }
  }

  /// Where three shares of `count` begin and end; every share above 0 gets at least one if it can.
  static func bounds(_ count: Int, _ shares: [Double]) -> [Int] {
    var sizes = shares.map { Int((Double(count) * $0).rounded(.down)) }
    // What rounding left over goes to the first, usually largest, share that wants any.
    let first = shares.firstIndex { $0 > 0 } ?? 0
    sizes[first] += count - sizes.reduce(0, +)
    for index in shares.indices where shares[index] > 0 && sizes[index] == 0 {
      guard let largest = sizes.indices.max(by: { sizes[$0] < sizes[$1] }), sizes[largest] > 1
      else { continue }
      sizes[largest] -= 1
      sizes[index] += 1
    }
    return sizes.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
  }
}
