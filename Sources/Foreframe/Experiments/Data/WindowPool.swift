import ForeframeFiles
import ForeframeFrames
import ForeframeRecurrent
import Synchronization

/// Training windows that are prepared once, when they are first drawn, and drawn again and again, each time
/// mirrored or turned in another way: finding the motion of a window takes as long as learning from it.
///
/// Window and batch depend on their numbers and the seed alone, so that a run goes on where it stopped.
final class WindowPool: Sendable {
  /// How many different windows there are.
  let count: Int
  private let batchSize: Int
  private let seed: UInt64
  private let augment: Augmentation
  private let make: @Sendable (_ number: Int) throws -> PooledWindows
  private let windows = Mutex<[Int: PooledWindows]>([:])

  /// The most bytes that windows may take together.
  static let budget = 1 << 30

  /// - Parameters:
  ///   - count: windows that are wanted; fewer if they would take more than ``budget``.
  ///   - size: numbers that a window takes.
  ///   - make: prepares a window by its number, from 0 on.
  init(
    count: Int, size: Int, batchSize: Int, seed: UInt64, augment: Augmentation,
    make: @escaping @Sendable (_ number: Int) throws -> PooledWindows
  ) {
    self.count = max(1, min(count, Self.budget / (4 * max(size, 1))))
    self.batchSize = batchSize
    self.seed = seed
    self.augment = augment
    self.make = make
  }

  /// For people.
  var summary: String {
    "\(count) training windows are prepared as they are first needed, and then drawn again and again"
  }

  /// Batches until every window has been drawn once.
  var batchesPerEpoch: Int { (count + batchSize - 1) / batchSize }

  /// Batch `number`, counted through all epochs: in every epoch the windows come in another order.
  func batch(_ number: Int) throws -> PooledWindows {
    var order: (epoch: Int, windows: [Int])?
    return PooledWindows(
      sideBySide: try (number * batchSize..<(number + 1) * batchSize).map { place in
        let epoch = place / count
        if order?.epoch != epoch {
          var random = SeededRandom(seed: seed ^ 0x9001_5EED, stream: UInt64(epoch))
          order = (epoch, random.permutation(count))
        }
        let window = try window(order?.windows[place % count] ?? 0)
        return window.moved(augment.choice(seed: seed, place: place))
      })
  }

  private func window(_ number: Int) throws -> PooledWindows {
    if let known = windows.withLock({ $0[number] }) { return known }
    let made = try make(number)
    windows.withLock { $0[number] = made }
    return made
  }
}
