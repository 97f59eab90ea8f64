#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import ForeframeFiles

/// What a moving camera sees: textured ground that passes by, turns and comes nearer, and textured
/// objects that cross it on their own ways. 8-bit grey.
public struct CameraScene: SyntheticSequences {
  /// Sequences of different seeds have nothing in common.
  public var seed: UInt64
  /// Columns in a frame.
  public var width: Int
  /// Rows in a frame.
  public var height: Int
  /// Frames in a sequence.
  public var frameCount: Int
  /// How fast the camera moves at most, in pixels per frame.
  public var speed: Double
  /// Objects in a sequence.
  public var objectCount: Int

  /// Frames of 160x120 pixels, 20 of them, with two objects.
  public init(
    seed: UInt64, width: Int = 160, height: Int = 120, frameCount: Int = 20, speed: Double = 3,
    objectCount: Int = 2
  ) {
    precondition(width > 0 && height > 0 && frameCount > 0 && speed >= 0 && objectCount >= 0)
    self.seed = seed
    self.width = width
    self.height = height
    self.frameCount = frameCount
    self.speed = speed
    self.objectCount = objectCount
  }

  public var format: FrameFormat { FrameFormat(width: width, height: height) }

  /// Named by a number, such as `frame_0001.png` for the first.
  public func frameName(_ time: Int) -> String { "frame_\(padded(time + 1, 4)).png" }

  public func fill(_ index: Int, into values: UnsafeMutableBufferPointer<Float>) {
    let samples = samples(of: index)
    precondition(values.count == samples.count)
    for position in samples.indices { values[position] = Float(samples[position]) / 255 }
  }

  public func samples(of index: Int) -> [UInt16] {
    var random = SeededRandom(seed: seed, stream: UInt64(bitPattern: Int64(index)))
    let ground = GradientNoise(seed: random.next())
    let camera = Path(speed: speed, &random)
    let turn = random.uniform(-0.006...0.006)
    let approach = random.uniform(-0.006...0.006)
    let objects = (0..<objectCount).map { _ in
      SceneObject(width: width, height: height, speed: speed, &random)
    }
    var samples: [UInt16] = []
    samples.reserveCapacity(frameCount * width * height)
    for time in 0..<frameCount {
      let now = Double(time)
      let (c, s) = (cos(turn * now), sin(turn * now))
      let scale = exp(approach * now)
      let place = camera.place(now)
      for y in 0..<height {
        for x in 0..<width {
          let (u, v) = (Double(x) - Double(width) / 2, Double(y) - Double(height) / 2)
          var level = objects.lazy.compactMap { $0.level(x: Double(x), y: Double(y), at: now) }
            .first
          if level == nil {
            let (gx, gy) = (scale * (c * u - s * v) + place.x, scale * (s * u + c * v) + place.y)
            level = 0.45 + 0.4 * ground.fractal(gx / 32, gy / 32, octaves: 4)
          }
          samples.append(UInt16(min(max(level ?? 0, 0), 1) * 255 + 0.5))
        }
      }
    }
    return samples
  }

  /// Constant speed in one direction.
  struct Path {
    var start = SIMD2<Double>(0, 0)
    var velocity: SIMD2<Double>

    init(speed: Double, _ random: inout SeededRandom) {
      let direction = random.uniform(0...(2 * .pi))
      velocity = random.uniform(0.3...1) * speed * SIMD2(cos(direction), sin(direction))
    }

    func place(_ time: Double) -> SIMD2<Double> { start + time * velocity }
  }
}
