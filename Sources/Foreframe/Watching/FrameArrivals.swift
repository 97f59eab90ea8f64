import ForeframeFiles
import ForeframeFrames

/// Frames that have come to a folder and may not be whole yet.
///
/// A file that cannot be read as a PNG is tried again whenever it has changed. When it has not changed
/// for some time, it is given up. Frames after it wait meanwhile, so that they come in order.
public struct FrameArrivals {
  /// What became of a file.
  public enum Content {
    case whole(Frame)
    /// It is no PNG, and does not change any more.
    case broken(reason: String)
  }

  private struct Waiting {
    var signature: FileSignature
    var changed: ContinuousClock.Instant
    let first: ContinuousClock.Instant
    /// Why it could not be read.
    var reason: String
  }

  private let folder: String
  private let limits: ImageLimits
  private let patience: Duration
  private var new: Set<String> = []
  private var waiting: [String: Waiting] = [:]

  /// However often a file changes, frames after it do not wait for longer than so many times the
  /// patience.
  private static let mostPatience = 15

  /// - Parameter patience: for how long a file must stand still before it is given up.
  public init(
    _ folder: String, limits: ImageLimits = .standard, patience: Duration = .seconds(2)
  ) {
    self.folder = folder
    self.limits = limits
    self.patience = patience
  }

  /// A file of this name has come, or has changed.
  public mutating func expect(_ name: String) {
    if waiting[name] == nil { new.insert(name) }
  }

  /// Whether some file has to be looked at again before long.
  public var isWaiting: Bool { !new.isEmpty || !waiting.isEmpty }

  /// How many files are waited for.
  public var count: Int { new.count + waiting.count }

  /// Reads what can be read, and hands it over in order.
  ///
  /// - Parameters:
  ///   - order: puts names into the order of frames.
  ///   - now: the time of this look.
  ///   - body: takes a name with the state of the file and what became of it.
  public mutating func take(
    order: ([String]) -> [String], now: ContinuousClock.Instant,
    _ body: (_ name: String, _ signature: FileSignature, _ content: Content) throws -> Void
  ) throws {
    for name in order(Array(new.union(waiting.keys))) {
      let path = FileSystem.join(folder, name)
      guard let signature = FileSignature(path) else {
        // It is gone, or it is a folder.
        forget(name)
        continue
      }
      let known = waiting[name]
      if known?.signature != signature {
        switch read(path) {
        case .success(let frame):
          forget(name)
          try body(name, signature, .whole(frame))
          continue
        case .failure(let error):
          new.remove(name)
          waiting[name] = Waiting(
            signature: signature, changed: now, first: known?.first ?? now, reason: "\(error)")
        }
      }
      guard let file = waiting[name] else { continue }
      guard
        file.changed.duration(to: now) >= patience
          || file.first.duration(to: now) >= patience * Self.mostPatience
      else { return }
      forget(name)
      try body(name, signature, .broken(reason: file.reason))
    }
  }

  private func read(_ path: String) -> Result<Frame, PNGError> {
    do throws(PNGError) {
      return .success(try PNGCodec.read(path: path, limits: limits))
    } catch {
      return .failure(error)
    }
  }

  private mutating func forget(_ name: String) {
    new.remove(name)
    waiting[name] = nil
  }
}
