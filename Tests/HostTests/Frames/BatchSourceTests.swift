import ForeframeFrames
import ForeframeTraining
import TestSupport
import Testing

@Suite struct BatchSourceTests {
  /// Two sequences of six frames: frame i is i everywhere.
  private let folder: FrameFolder
  private let sequences: [FrameSequence]
  private let encoding = FrameEncoding(
    format: FrameFormat(width: 4, height: 3), scaling: SampleScaling(minimum: 0, maximum: 1))

  init() throws {
    folder = try FrameFolder()
      .add([0, 1, 2, 3, 4, 5, 20, 21, 22, 23, 24, 25].map { "\($0).png" })
    sequences = try folder.scan().sequences
  }

  private func source(
    _ order: BatchSource.Order, batchSize: Int = 3, length: Int = 4,
    geometry: FrameGeometry = FrameGeometry(), cache: ImageCache = ImageCache()
  ) throws -> BatchSource {
    try BatchSource(
      sequences: sequences, index: WindowIndex(sequences, length: length), encoding: encoding,
      geometry: geometry, batchSize: batchSize, order: order, cache: cache)
  }

  /// The first value of every window.
  private func starts(_ batch: FrameBatch) -> [Float] {
    (0..<batch.count).map { batch.image(step: 0, window: $0).values[0] }
  }

  @Test func onceGoesThroughAllWindows() throws {
    let source = try source(.once, batchSize: 4)
    #expect(source.batchesPerEpoch == 2)
    let first = try source.batch(0), second = try source.batch(1)
    #expect(starts(first) == [0, 1, 2, 6] && first.validCount == 4)
    #expect(starts(second) == [7, 8, 8, 8] && second.validCount == 2)
    #expect(first.image(step: 3, window: 3).values == [Float](repeating: 9, count: 12))
    #expect(first.mask == .everything)
  }

  @Test func epochsAreShuffledAnew() throws {
    let source = try source(.shuffled(seed: 5))
    #expect(source.batchesPerEpoch == 2)
    var orders: Set<[Float]> = []
    for epoch in 0..<6 {
      let order = try starts(source.batch(2 * epoch)) + starts(source.batch(2 * epoch + 1))
      #expect(order.sorted() == [0, 1, 2, 6, 7, 8])
      orders.insert(order)
    }
    #expect(orders.count >= 4)
  }

  @Test func batchesDependOnNumberAndSeedAlone() throws {
    let geometry = FrameGeometry(crop: FrameSize(height: 2, width: 2), placement: .random)
    let one = try source(.shuffled(seed: 5), geometry: geometry)
    let other = try source(
      .shuffled(seed: 5), geometry: geometry, cache: ImageCache(budget: 0))
    let forwards = try (0..<6).map { try one.batch($0) }
    let backwards = try (0..<6).reversed().map { try other.batch($0) }
    #expect(forwards == backwards.reversed())
    let seeds = try (0..<4).map { try source(.shuffled(seed: $0)).batch(0) }
    #expect(Set(seeds).count > 1)
  }

  @Test func fewWindowsRepeat() throws {
    let source = try source(.shuffled(seed: 1), batchSize: 5, length: 6)
    #expect(source.batchesPerEpoch == 1)
    let order = try starts(source.batch(0))
    #expect(order.count == 5 && Set(order) == [0, 6])
  }

  @Test func theCacheKeepsToItsBudget() throws {
    // A frame of 4x3 takes 48 bytes.
    for (budget, used) in [(0, 0), (100, 96), (1 << 20, 576)] {
      let cache = ImageCache(budget: budget)
      let source = try source(.once, batchSize: 6, cache: cache)
      let batch = try source.batch(0)
      #expect(cache.bytes == used)
      #expect(try source.batch(0) == batch)
    }
  }

  @Test func framesThatDoNotFitAreNamed() throws {
    try folder.add(["3.png"], format: FrameFormat(width: 5, height: 3))
    let error = frameError { _ = try source(.once).batch(0) }
    guard case .mixedFormats(let first, _, let other, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(first == folder.path + "/0.png" && other == folder.path + "/3.png")
  }

  @Test func sequencesThatDoNotFitAreNamed() throws {
    try folder.add(["20.png"], format: FrameFormat(width: 4, height: 3, colourType: .rgb))
    guard
      case .badDataset(path: folder.path + "/20.png", reason: _) = frameError({
        _ = try source(.once)
      })
    else {
      Issue.record("a sequence of another colour type was accepted")
      return
    }
    try folder.add(["20.png"], format: FrameFormat(width: 4, height: 4))
    guard case .mixedFormats = frameError({ _ = try source(.once) }) else {
      Issue.record("a sequence of another size was accepted")
      return
    }
    let square = FrameGeometry(crop: FrameSize(height: 3, width: 3))
    #expect(try source(.once, geometry: square).size == FrameSize(height: 3, width: 3))
    let large = FrameGeometry(crop: FrameSize(height: 4, width: 4))
    #expect(
      frameError { _ = try source(.once, geometry: large) }
        == .tooSmall(file: folder.path + "/0.png", width: 4, height: 3, needed: "4x4"))
  }

  @Test func loadersFeedFromSources() throws {
    let source = try source(.shuffled(seed: 3))
    let loader = BatchLoader(end: 4, depth: 2, threads: 2) { try source.batch($0) }
    for number in 0..<4 { #expect(try loader.next() == source.batch(number)) }
    #expect(try loader.next() == nil)
  }
}
