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
      let choice = choice(seed: seed, place: number * batch.count + window)
      for step in 0..<batch.steps {
        let image = step * batch.count + window
        Self.move(
          batch.values, &result.values, image, height: batch.height, width: batch.width,
          channels: batch.channels, choice)
        if let mask {
          // Taken out, so that it is not copied for being changed.
          var target = moved ?? mask
          moved = nil
          Self.move(
            mask, &target, image, height: batch.height, width: batch.width, channels: 1, choice)
          moved = target
        }
      }
    }
    if let moved { result.mask = .byStep(moved) }
    return result
  }

  /// What is done to a window; see ``moved(_:height:width:channels:_:)``.
  ///
  /// - Parameter place: of the window among all that are drawn.
  func choice(seed: UInt64, place: Int) -> Int {
    var random = SeededRandom(seed: seed ^ 0xA06_3E27, stream: UInt64(place))
    switch self {
    case .none: return 0
    case .mirrored: return random.below(4)
    case .turned: return random.below(8)
    }
  }

  /// Images [F, H, W, C] side by side, each moved in the same way.
  package static func moved(
    _ images: [Float], height: Int, width: Int, channels: Int, _ choice: Int
  ) -> [Float] {
    if choice == 0 { return images }
    var result = images
    let size = height * width * channels
    for image in 0..<images.count / size {
      move(images, &result, image, height: height, width: width, channels: channels, choice)
    }
    return result
  }

  /// Fields of vectors [F, H, W, 2], x and y, moved like images, and their vectors with them.
  package static func movedField(_ field: [Float], height: Int, width: Int, _ choice: Int)
    -> [Float]
  {
    var result = moved(field, height: height, width: width, channels: 2, choice)
    for place in stride(from: 0, to: result.count, by: 2) {
      // Along columns and rows of the field as it was.
      let x = choice & 2 == 0 ? result[place] : -result[place]
      let y = choice & 1 == 0 ? result[place + 1] : -result[place + 1]
      (result[place], result[place + 1]) = choice & 4 == 0 ? (x, y) : (y, x)
    }
    return result
  }

  /// Bits of `choice`: upside down, left to right, rows and columns exchanged.
  private static func move(
    _ source: [Float], _ target: inout [Float], _ image: Int, height: Int, width: Int,
    channels: Int, _ choice: Int
  ) {
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
