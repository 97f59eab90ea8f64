import ForeframeFiles
import ForeframeFrames
import ForeframeTraining

/// All frames read once: what a network sees of them, as a hash, and whether any has missing pixels.
///
/// Each file is checked as far as that is possible without decoding its pixels: what its header says,
/// that it is like the first frame of its sequence, and the checksums to its end.
struct ContentScan {
  var fingerprint: String
  var hasTransparency: Bool
  /// A hash of each frame's file, sequence by sequence.
  var files: [[UInt64]]

  /// - Parameters:
  ///   - encoding: how samples become values, if that counts, too.
  ///   - progress: is told how many of how many frames are done.
  /// - Throws: `PNGError` or `FrameError` with the first bad frame.
  init(
    _ sequences: [FrameSequence], _ encoding: FrameEncoding? = nil,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    var hash = ContentHash()
    var isClear = false
    var files: [[UInt64]] = []
    if let encoding {
      let range = encoding.scaling
      hash.add("\(range.minimum) \(range.maximum) \(encoding.noData.map(Int.init) ?? -1)")
    }
    let total = sequences.reduce(0) { $0 + $1.count }
    let starts = sequences.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    let threads = 4
    // Files are read and checked by several threads; the hash takes them in their order.
    let loader = BatchLoader(end: total, depth: 2 * threads, threads: threads) { number in
      let place = starts.partitioningIndex { $0 > number } - 1
      return try CheckedFile(sequences[place], number - starts[place])
    }
    defer { loader.stop() }
    var done = 0
    for sequence in sequences {
      hash.add("\(sequence.count)")
      var first: FrameFormat?
      var own: [UInt64] = []
      for index in 0..<sequence.count {
        guard let file = try loader.next() else { break }
        let format = file.format
        if let first { try sequence.check(format, of: index, against: first, of: 0) }
        first = first ?? format
        if format.colourType.hasAlpha || format.transparency != .none { isClear = true }
        hash.add(sequence.names[index])
        hash.add(file.bytes)
        var content = ContentHash()
        content.add(file.bytes)
        own.append(content.value)
        done += 1
        progress(done, total)
      }
      files.append(own)
    }
    fingerprint = hash.text
    hasTransparency = isClear
    self.files = files
  }
}

/// A frame's file that could be decoded as far as its checksums tell.
private struct CheckedFile: Sendable {
  let bytes: [UInt8]
  let format: FrameFormat

  init(_ sequence: FrameSequence, _ index: Int) throws {
    let path = sequence.path(index)
    bytes = try FileSystem.read(path)
    format = try PNGCodec.checkedFormat(bytes, name: path)
  }
}

extension [Int] {
  /// The first index whose element fulfils a condition that holds for all after it, too.
  fileprivate func partitioningIndex(_ holds: (Int) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
