import ForeframeFiles
import ForeframeFrames

/// How training windows are varied, so that a few sequences stand for more: all frames of a window
/// in the same way.
public enum Augmentation: String, Hashable, Sendable, CaseIterable {
  case none
  /// Mirrored or not, along each axis.
  case mirrored
  /// Mirrored and turned by quarters: the eight symmetries of the square.
  case turned

  /// Varies the windows of a batch; the choice depends on the seed and the batch's number alone.
  func apply(_ batch: FrameBatch, seed: UInt64, number: Int) -> FrameBatch {
    guard self != .none else { return batch }
    var result = batch
    let mask = batch.mask == .everything ? nil : batch.denseMask
    var moved = mask
    for window in 0..<batch.count {
      var random = SeededRandom(
        seed: seed ^ 0xA06_3E27, stream: UInt64(number * batch.count + window))
      let choice = random.below(self == .turned ? 8 : 4)
      for step in 0..<batch.steps {
        let image = step * batch.count + window
        Self.move(batch.values, &result.values, image, batch, channels: batch.channels, choice)
        if let mask {
          // Taken out, so that it is not copied for being changed.
          var target = moved ?? mask
          moved = nil
          Self.move(mask, &target, image, batch, channels: 1, choice)
          moved = target
        }
      }
    }
    if let moved { result.mask = .byStep(moved) }
    return result
  }

  /// Bits of `choice`: upside down, left to right, rows and columns exchanged.
  private static func move(
    _ source: [Float], _ target: inout [Float], _ image: Int, _ batch: FrameBatch, channels: Int,
    _ choice: Int
  ) {
    let (height, width) = (batch.height, batch.width)
    let start = image * height * width * channels
    for y in 0..<height {
      for x in 0..<width {
        var (row, column) = choice & 4 == 0 ? (y, x) : (x, y)
        if choice & 1 != 0 { row = height - 1 - row }
        if choice & 2 != 0 { column = width - 1 - column }
        let from = start + (row * width + column) * channels
        let to = start + (y * width + x) * channels
        for c in 0..<channels { target[to + c] = source[from + c] }
      }
    }
  }
}
