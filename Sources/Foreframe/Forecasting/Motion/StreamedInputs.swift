import ForeframeFiles
import ForeframeFrames
import ForeframeMotion

/// Frames that motion is followed in, of any size: each is looked at by itself and reduced at once, so that
/// no more is held at full size than the last two and a mean, whatever the number of frames.
///
/// Forecasts are the same, to the last bit, as those of a batch of all frames.
final class StreamedInputs {
  private let frames: [Frame]
  private let converter: FrameConverter
  private let observed: ObservedPixels?
  /// The motion of the frames.
  let history: MotionHistory
  /// Memory that forecasts of these frames share.
  let buffers: FrameBuffers
  private let mask: Plane?
  private var channels: (found: [MovableFrames], withBefore: Bool)?
  private(set) lazy var bands = GaussianBands(
    mask: mask ?? Plane(height: height, width: width, repeating: 1))
  private let height: Int
  private let width: Int

  /// Looks at all frames.
  ///
  /// - Parameters:
  ///   - frames: in order, at least one.
  ///   - converter: of a forecaster that reads frames of any size.
  ///   - looked: is told how many frames it has looked at.
  /// - Throws: ``ForecastError``.
  init(
    _ frames: [Frame], _ converter: FrameConverter, looked: (Int) throws -> Void
  ) throws {
    guard let last = frames.last else { throw ForecastError.noFrames }
    self.frames = frames
    self.converter = converter
    (height, width) = (last.format.height, last.format.width)
    let reduction = SeriesReduction(height: height, width: width)
    let observed = try Self.observedPixels(frames, converter)
    mask = observed?.always
    self.observed = observed
    let reduced = try frames.indices.map { step in
      let plane = Self.brightness(
        of: try Self.planes(frames[step], converter, observed))
      try looked(step + 1)
      return reduction.frame(plane)
    }
    history = MotionHistory(
      reduced: PlaneSeries(frames: reduced, mask: mask.map(reduction.mask)), by: reduction)
    buffers = FrameBuffers(height: height, width: width)
  }

  /// Bytes of what has the size that motion is found in: frames, fields, pyramids, displacements.
  static func workingBytes(_ work: ForecastWork) -> Int {
    let pixels = min(work.format.pixelCount, MotionHistory.most.motion)
    return 4 * pixels * (60 + 6 * work.inputs + 12 * work.channels)
  }

  /// The number of the last frame, from 0 on.
  var last: Int { frames.count - 1 }

  /// The last frame as forecasters read it.
  func lastImage() throws -> FrameImage { try converter.image(frames[last]) }

  /// What is to be moved of each channel.
  ///
  /// - Parameter withBefore: whether changes are to go on, so that the frame before the last one is needed.
  func channels(withBefore: Bool) throws -> [MovableFrames] {
    if let channels, channels.withBefore || !withBefore { return channels.found }
    let left = try history.lastFrames(mask: mask, last: last, first: 0, withBefore: withBefore) {
      try Self.planes(frames[$0], converter, observed)
    }
    let found = left.map { MovableFrames($0, at: last, isComplete: mask == nil) }
    channels = (found, withBefore)
    return found
  }

  /// A forecast: a plane on the scale of 0...255 for each channel. Pixels that were never observed are
  /// missing in it, unless they change all the same.
  func image(_ planes: [Plane]) -> FrameImage {
    let pixels = height * width
    let values =
      planes.count == 1
      ? planes[0].map { $0 / MotionInputs.scale }.values
      : [Float](unsafeUninitializedCapacity: planes.count * pixels) { values, count in
        for (channel, plane) in planes.enumerated() {
          for i in 0..<pixels {
            values[i * planes.count + channel] = plane.values[i] / MotionInputs.scale
          }
        }
        count = planes.count * pixels
      }
    return FrameImage(
      height: height, width: width, channels: planes.count, values: values,
      mask: observed.flatMap { $0.forecast.allSatisfy { $0 > 0 } ? nil : $0.forecast })
  }

  /// Nil if every pixel of every frame was observed.
  private static func observedPixels(
    _ frames: [Frame], _ converter: FrameConverter
  ) throws -> ObservedPixels? {
    guard frames.contains(where: converter.misses) else { return nil }
    return try ObservedPixels(frames.count) { try converter.image(frames[$0]) }
  }

  /// The channels of a frame on the scale of 0...255.
  private static func planes(
    _ frame: Frame, _ converter: FrameConverter, _ observed: ObservedPixels?
  ) throws -> [Plane] {
    let image = try converter.image(frame)
    return (0..<image.channels).map { channel in
      var plane = image.plane(channel).map { MotionInputs.scale * $0 }
      if let mask = image.mask, let observed {
        observed.fill(&plane, channel: channel, mask: mask)
      }
      return plane
    }
  }

  private static func brightness(of channels: [Plane]) -> Plane {
    guard channels.count == 3 else { return channels[0] }
    let weighted = zip(channels, MotionInputs.luminance).map { plane, weight in
      plane.map { weight * $0 }
    }
    return weighted[0].zipped(with: weighted[1], +).zipped(with: weighted[2], +)
  }
}

extension FrameImage {
  /// One channel.
  func plane(_ channel: Int) -> Plane {
    if channels == 1 { return Plane(height: height, width: width, values: values) }
    return Plane(
      height: height, width: width,
      values: (0..<height * width).map { values[$0 * channels + channel] })
  }
}
