import ForeframeFiles
import ForeframeFrames

/// Windows of sequences at several scales in time and space.
struct ScaledWindows: Sendable {
  /// One scale in space.
  private struct Scale: Sendable {
    var source: BatchSource
    var block: Int
  }

  /// Windows of a sequence that differ in their start alone.
  private struct Family: Sendable {
    var scale: Int
    var sequence: Int
    var step: Int
    /// How many.
    var count: Int
  }

  private let scales: [Scale]
  private let families: [Family]
  /// All windows that there are, but for where a part is cut out.
  let count: Int
  private let seed: UInt64

  /// - Parameter source: makes the source of the frames that are large enough with blocks of a side.
  init(
    _ sequences: [FrameSequence], _ data: DataRecipe, seed: UInt64,
    source: ([FrameSequence], _ block: Int?) throws -> BatchSource
  ) throws {
    self.seed = seed
    var scales: [Scale] = []
    var families: [Family] = []
    for block in data.blocks.isEmpty ? [nil] : data.blocks.map(Optional.some) {
      let geometry = FrameGeometry(reduced: data.reduce, crop: data.crop, block: block)
      let fitting = try sequences.filter {
        let format = try $0.format(of: 0)
        return geometry.outputSize(of: FrameSize(height: format.height, width: format.width)) != nil
      }
      // Where no sequence is large enough, the message about the first one says so.
      if fitting.isEmpty, block != data.blocks.min() { continue }
      let source = try source(fitting.isEmpty ? sequences : fitting, block)
      for (index, sequence) in source.sequences.enumerated() {
        for step in data.timeSteps {
          let starts = sequence.count - (source.index.length - 1) * step
          guard starts > 0 else { continue }
          families.append(
            Family(scale: scales.count, sequence: index, step: step, count: starts))
        }
      }
      scales.append(Scale(source: source, block: block ?? 1))
    }
    self.scales = scales
    self.families = families
    count = families.reduce(0) { $0 + $1.count }
    guard count > 0 else {
      let longest = sequences.map(\.count).max() ?? 0
      let length = data.inputs + data.horizon
      throw FrameError.tooFewFrames(
        path: sequences.first?.folder ?? "data set", found: longest,
        needed: (length - 1) * (data.timeSteps.min() ?? 1) + 1)
    }
  }

  /// A window by its number; another number is another choice among all of them.
  func window(_ number: Int) throws -> (frames: FrameBatch, spacing: FrameSpacing) {
    var random = SeededRandom(seed: seed ^ 0x5CA1_ED00, stream: UInt64(number))
    var place = random.below(count)
    var index = 0
    while place >= families[index].count {
      place -= families[index].count
      index += 1
    }
    let family = families[index], scale = scales[family.scale]
    let images = try scale.source.images(
      WindowIndex.Window(sequence: family.sequence, start: place), step: family.step,
      random: random.next())
    // Half of the time nothing is said, so that a network can do without.
    let cadence = scale.source.sequences[family.sequence].cadence?.seconds
    let spacing = FrameSpacing(
      minutes: cadence.map { $0 * Double(family.step) / 60 }, pixel: Double(scale.block))
    return (FrameBatch(windows: [images]), random.below(2) == 0 ? spacing : .unknown)
  }
}
