#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import ForeframeFiles

/// Digits that move at constant speed and bounce off the walls, as in Moving MNIST (Srivastava et
/// al. 2015, section 4): 8-bit grey, 64x64, 20 frames, two digits, the maximum where they overlap.
///
/// A position is a point of the unit square that moves by 0.1 a frame; the corner of the digit's
/// 28x28 image is that point times (size - 28), rounded down. The first frame comes after the
/// first move.
public struct MovingDigits: SyntheticSequences {
  /// Where digits come from.
  public enum Source: Sendable {
    /// Drawn by ``StrokeDigit``, each one new.
    case strokes
    /// Taken from a set of images, which must be 28x28.
    case images(IdxImages)
  }

  /// Sequences of different seeds have nothing in common.
  public var seed: UInt64
  /// Strokes, or images from a file.
  public var source: Source
  /// Frames in a sequence.
  public var frameCount: Int
  /// Height and width of a frame in pixels, at least 28.
  public var size: Int
  /// Digits in a sequence.
  public var digitCount: Int

  /// By default what Moving MNIST has.
  public init(
    seed: UInt64, source: Source = .strokes, frameCount: Int = 20, size: Int = 64,
    digitCount: Int = 2
  ) {
    precondition(size >= StrokeDigit.size, "a frame of \(size) is smaller than a digit")
    self.seed = seed
    self.source = source
    self.frameCount = frameCount
    self.size = size
    self.digitCount = digitCount
  }

  /// Square, 8-bit grey.
  public var format: FrameFormat { FrameFormat(width: size, height: size) }

  /// `frame_0000.png` and so on.
  public func frameName(_ time: Int) -> String { "frame_\(padded(time, 4)).png" }

  /// The samples of a sequence, `[time, height, width]`.
  public func samples(of index: Int) -> [UInt16] { bytes(of: index).map(UInt16.init) }

  /// Writes a sequence as floats in 0...1, `[time, height, width]`.
  public func fill(_ index: Int, into values: UnsafeMutableBufferPointer<Float>) {
    let bytes = bytes(of: index)
    precondition(values.count == bytes.count)
    for position in bytes.indices { values[position] = Float(bytes[position]) / 255 }
  }

  /// The samples of a sequence as bytes, `[time, height, width]`.
  public func bytes(of index: Int) -> [UInt8] {
    var random = SeededRandom(seed: seed, stream: UInt64(bitPattern: Int64(index)))
    var frames = [UInt8](repeating: 0, count: frameCount * size * size)
    let side = StrokeDigit.size
    for _ in 0..<digitCount {
      let digit = drawDigit(&random)
      for (time, corner) in path(&random).enumerated() {
        let start = (time * size + corner.y) * size + corner.x
        for row in 0..<side {
          for column in 0..<side {
            let place = start + row * size + column
            frames[place] = max(frames[place], digit[row * side + column])
          }
        }
      }
    }
    return frames
  }

  private func drawDigit(_ random: inout SeededRandom) -> [UInt8] {
    switch source {
    case .strokes: StrokeDigit.draw(random.below(10), &random)
    case .images(let images): images[random.below(images.count)]
    }
  }

  /// Top left corners of one digit, frame by frame.
  private func path(_ random: inout SeededRandom) -> [(y: Int, x: Int)] {
    let step = 0.1
    let canvas = Double(size - StrokeDigit.size)
    var y = random.uniform()
    var x = random.uniform()
    let angle = random.uniform() * 2 * .pi
    var (vy, vx) = (sin(angle), cos(angle))
    return (0..<frameCount).map { _ in
      y += vy * step
      x += vx * step
      if !(x > 0 && x < 1) {
        x = min(max(x, 0), 1)
        vx = -vx
      }
      if !(y > 0 && y < 1) {
        y = min(max(y, 0), 1)
        vy = -vy
      }
      return (Int(y * canvas), Int(x * canvas))
    }
  }
}
