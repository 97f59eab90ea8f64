import Synchronization

/// Keeps prepared images in memory, up to a budget. Training reads every frame once an epoch, so
/// what is in stays in: throwing out the oldest would throw out what is needed next.
public final class ImageCache: Sendable {
  struct Key: Hashable {
    var sequence: Int
    var frame: Int
  }

  private struct State {
    var images: [Key: FrameImage] = [:]
    var bytes = 0
  }

  private let state = Mutex(State())
  private let budget: Int

  /// A cache of at most `budget` bytes; 0 keeps nothing.
  public init(budget: Int = 1 << 30) { self.budget = budget }

  /// Bytes in use.
  public var bytes: Int { state.withLock { $0.bytes } }

  func image(
    _ key: Key, _ make: () throws(FrameError) -> FrameImage
  ) throws(FrameError) -> FrameImage {
    if let image = state.withLock({ $0.images[key] }) { return image }
    let image = try make()
    let size = (image.values.count + (image.mask?.count ?? 0)) * MemoryLayout<Float>.stride
    state.withLock { state in
      if state.bytes + size <= budget, state.images[key] == nil {
        state.images[key] = image
        state.bytes += size
      }
    }
    return image
  }
}
