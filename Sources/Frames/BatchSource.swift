import ForeframeFiles

/// Makes batches of windows from PNG files. A batch depends on its number and the seed alone, so
/// training goes on where it stopped, and threads may make batches in any order.
public struct BatchSource: Sendable {
  /// The order of the windows.
  public enum Order: Sendable, Hashable {
    /// Once, as they stand in the index; the last batch repeats its last window to be full.
    case once
    /// Without end, in another random order every epoch. Windows that fill no batch wait for the
    /// next epoch; if all are too few for one batch, they repeat.
    case shuffled(seed: UInt64)
  }

  public let sequences: [FrameSequence]
  public let index: WindowIndex
  public let encoding: FrameEncoding
  public let geometry: FrameGeometry
  public let batchSize: Int
  public let order: Order
  /// The size of the images in a batch.
  public let size: FrameSize
  private let limits: ImageLimits
  private let cache: ImageCache

  /// A source of batches. Looks at the first frame of every sequence: all must have the encoding's
  /// colour type and one bit depth, and `geometry` must give them one size.
  public init(
    sequences: [FrameSequence], index: WindowIndex, encoding: FrameEncoding,
    geometry: FrameGeometry = FrameGeometry(), batchSize: Int, order: Order,
    limits: ImageLimits = .standard, cache: ImageCache = ImageCache()
  ) throws(FrameError) {
    precondition(batchSize > 0, "batches of \(batchSize)")
    self.sequences = sequences
    self.index = index
    self.encoding = encoding
    self.geometry = geometry
    self.batchSize = batchSize
    self.order = order
    self.limits = limits
    self.cache = cache
    size = try Self.commonSize(sequences, encoding, geometry, limits)
    let numbers = Int.productOrLargest(
      [index.length, batchSize, size.height, size.width, encoding.channels])
    guard Memory.canHold(numbers, of: Float.self) else {
      throw .noMemory(
        what: "a batch of \(batchSize) times \(index.length) frames of \(size)",
        bytes: numbers.multipliedOrLargest(4))
    }
  }

  /// Batches in an epoch, at least one.
  public var batchesPerEpoch: Int {
    switch order {
    case .once: (index.count + batchSize - 1) / batchSize
    case .shuffled: max(1, index.count / batchSize)
    }
  }

  /// Batch `number`, counted through all epochs. With `.once`, `number` is below `batchesPerEpoch`.
  public func batch(_ number: Int) throws(FrameError) -> FrameBatch {
    precondition(number >= 0, "batch \(number)")
    let first = number % batchesPerEpoch * batchSize
    var windows: [[FrameImage]] = []
    var validCount = batchSize
    switch order {
    case .once:
      precondition(number < batchesPerEpoch, "batch \(number) of \(batchesPerEpoch)")
      validCount = min(batchSize, index.count - first)
      for place in first..<first + batchSize {
        windows.append(try images(index.windows[min(place, index.count - 1)], random: 0))
      }
    case .shuffled(let seed):
      let epoch = UInt64(number / batchesPerEpoch)
      var order = SeededRandom(seed: seed, stream: epoch)
      let permutation = order.permutation(index.count)
      let crops = order.next()
      for place in first..<first + batchSize {
        var generator = SeededRandom(seed: crops, stream: UInt64(place))
        let window = index.windows[permutation[place % index.count]]
        windows.append(try images(window, random: generator.next()))
      }
    }
    return FrameBatch(windows: windows, validCount: validCount)
  }

  /// One window.
  ///
  /// - Parameters:
  ///   - step: from one of its frames to the next; 1: they follow each other.
  ///   - random: any bits; they decide where a random crop lies.
  public func images(
    _ window: WindowIndex.Window, step: Int = 1, random: UInt64
  ) throws(FrameError) -> [FrameImage] {
    var images: [FrameImage] = []
    for place in 0..<index.length {
      let reduced = try reducedImage(window.sequence, window.start + place * step)
      images.append(geometry.cropAndPad(reduced, random: random))
    }
    return images
  }

  private func reducedImage(_ sequence: Int, _ index: Int) throws(FrameError) -> FrameImage {
    let key = ImageCache.Key(sequence: sequence, frame: index)
    return try cache.image(key) { () throws(FrameError) in
      let source = sequences[sequence]
      let frame = try source.read(index, limits: limits)
      if index > 0 {
        let first = try source.format(of: 0, limits: limits)
        try source.check(frame.format, of: index, against: first, of: 0)
      }
      return geometry.reduce(encoding.encode(frame), fill: encoding.scaling.fill)
    }
  }

  private static func commonSize(
    _ sequences: [FrameSequence], _ encoding: FrameEncoding, _ geometry: FrameGeometry,
    _ limits: ImageLimits
  ) throws(FrameError) -> FrameSize {
    var common: (path: String, format: FrameFormat, size: FrameSize)?
    for sequence in sequences {
      let path = sequence.path(0)
      let format = try sequence.format(of: 0, limits: limits)
      guard format.colourType == encoding.colourType else {
        throw .badDataset(path: path, reason: "\(format), but \(encoding.colourType) is expected")
      }
      guard
        let size = geometry.outputSize(
          of: FrameSize(height: format.height, width: format.width))
      else {
        let needed = geometry.reduced ?? geometry.crop ?? FrameSize(height: 1, width: 1)
        throw .tooSmall(
          file: path, width: format.width, height: format.height, needed: "\(needed)")
      }
      if let common, common.size != size || common.format.bitDepth != format.bitDepth {
        throw .mixedFormats(
          first: common.path, format: common.format, other: path, otherFormat: format)
      }
      common = common ?? (path, format, size)
    }
    guard let common else { throw .badDataset(path: "data set", reason: "no sequences") }
    return common.size
  }
}
