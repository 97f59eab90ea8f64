#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import ForeframeFiles

/// Satellite-like clouds: 16-bit grey fields carried by a rotating flow, with growth and decay.
///
/// Brightness is a still ground under clouds (cold and high is bright). The clouds are two
/// generations of fractal noise; each is carried along the flow from its birth (semi-Lagrangian:
/// every pixel asks where its air was then, so nothing blurs) and fades in and out over
/// `lifetime` frames, half a life apart. Any length is possible.
public struct Clouds: SyntheticSequences {
  /// Sequences of different seeds have nothing in common.
  public var seed: UInt64
  /// Columns in a frame.
  public var width: Int
  /// Rows in a frame.
  public var height: Int
  /// Frames in a sequence.
  public var frameCount: Int
  /// Minutes from frame to frame, for the names.
  public var interval: Int
  /// The time of the first frame in seconds since 1970-01-01 00:00 UTC, for the names.
  public var start: Int64
  /// The fastest wind in pixels per frame.
  public var speed: Double
  /// Frames from the birth of a cloud pattern to its end.
  public var lifetime: Int

  /// 2024-06-01 12:00 UTC.
  public static let defaultStart: Int64 = 1_717_243_200

  /// Clouds of 128x128 pixels, 20 frames, one in ten minutes.
  public init(
    seed: UInt64, width: Int = 128, height: Int = 128, frameCount: Int = 20, interval: Int = 10,
    start: Int64 = Clouds.defaultStart, speed: Double = 2, lifetime: Int = 40
  ) {
    precondition(width > 0 && height > 0 && frameCount > 0 && interval > 0 && lifetime > 1)
    self.seed = seed
    self.width = width
    self.height = height
    self.frameCount = frameCount
    self.interval = interval
    self.start = start
    self.speed = speed
    self.lifetime = lifetime
  }

  /// 16-bit grey.
  public var format: FrameFormat { FrameFormat(width: width, height: height, bitDepth: 16) }

  /// Named by the time, such as `20240601_1200.png`.
  public func frameName(_ time: Int) -> String {
    let moment = CivilTime(seconds: start + Int64(time * interval) * 60)
    let date = padded(moment.year, 4) + padded(moment.month, 2) + padded(moment.day, 2)
    return "\(date)_\(padded(moment.hour, 2))\(padded(moment.minute, 2)).png"
  }

  /// Writes a sequence as floats in 0...1, `[time, height, width]`.
  public func fill(_ index: Int, into values: UnsafeMutableBufferPointer<Float>) {
    let samples = samples(of: index)
    precondition(values.count == samples.count)
    for position in samples.indices { values[position] = Float(samples[position]) / 65535 }
  }

  /// The samples of a sequence, `[time, height, width]`.
  public func samples(of index: Int) -> [UInt16] {
    var random = SeededRandom(seed: seed, stream: UInt64(bitPattern: Int64(index)))
    let period = Double(max(width, height)) * 1.25
    let flow = RotatingFlow(period: period, speed: speed, &random)
    let ground = GradientNoise(seed: random.next())
    let cover = random.uniform(-0.1...0.1)
    let seeds = random.next()
    // Sequences begin at different moments of the lives.
    let phase = random.below(lifetime)

    var generations: [Generation] = []
    var samples: [UInt16] = []
    samples.reserveCapacity(frameCount * width * height)
    for time in 0..<frameCount {
      let now = time + phase
      for birth in births(at: now) where !generations.contains(where: { $0.birth == birth }) {
        generations.append(
          Generation(birth: birth, period: period, seed: seeds &+ UInt64(bitPattern: Int64(birth))))
      }
      generations.removeAll { now - $0.birth >= 2 * half }
      for position in generations.indices { generations[position].carry(to: now, by: flow) }
      let weights = generations.map { weight(age: now - $0.birth) }
      for y in 0..<height {
        for x in 0..<width {
          var density = cover
          for (generation, weight) in zip(generations, weights) {
            density += weight * generation.density(x: x, y: y)
          }
          samples.append(brightness(density, ground: ground, x: x, y: y))
        }
      }
    }
    return samples
  }

  /// Frames from one birth to the next.
  private var half: Int { (lifetime + 1) / 2 }

  /// The births of the two generations alive at a moment.
  private func births(at now: Int) -> [Int] {
    let latest = now / half * half
    return [latest - half, latest]
  }

  /// Squares of the two generations' weights add up to one, so the contrast stays.
  private func weight(age: Int) -> Double {
    sin(.pi * (Double(age) + 0.5) / Double(2 * half))
  }

  /// 12 bits, spread over 16 as instruments deliver them.
  private func brightness(_ density: Double, ground: GradientNoise, x: Int, y: Int) -> UInt16 {
    let still = 0.16 + 0.06 * ground.fractal(Double(x) / 48, Double(y) / 48, octaves: 4)
    let thickness = min(max((density + 0.05) / 0.75, 0), 1)
    let cloud = thickness * thickness * (3 - 2 * thickness)
    let value = still + (0.97 - still) * cloud
    let level = UInt16(min(max(value, 0), 1) * 4095 + 0.5)
    return level << 4 | level >> 8
  }
}
