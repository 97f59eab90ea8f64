import ForeframeFrames
import ForeframeMotion

/// What is known of the pixels of frames of which some are missing.
struct ObservedPixels {
  /// 1 where a pixel is always observed, 0 elsewhere.
  private(set) var always: Plane
  /// 1 where there is something to forecast, `[H, W]`: a pixel that was observed at least once, or one that
  /// changes although a mask calls it unobserved.
  private(set) var forecast: [Float]
  /// Whether a pixel was observed at least once.
  private var isKnown: [Bool]
  /// For each channel the mean of what was observed, on the scale of 0...255; it stands for missing values.
  private(set) var means: [Plane]

  /// - Parameters:
  ///   - count: frames.
  ///   - image: a frame by its number.
  init(_ count: Int, _ image: (Int) throws -> FrameImage) rethrows {
    let first = try image(0)
    always = Plane(height: first.height, width: first.width, repeating: 1)
    forecast = [Float](repeating: 0, count: always.count)
    isKnown = [Bool](repeating: false, count: always.count)
    means = [Plane](
      repeating: Plane(height: first.height, width: first.width), count: first.channels)
    var counts = forecast
    for step in 0..<count {
      let image = step == 0 ? first : try image(step)
      for i in isKnown.indices {
        guard image.mask.map({ $0[i] > 0 }) ?? true else {
          always.values[i] = 0
          let changes = (i * image.channels..<(i + 1) * image.channels).contains {
            image.values[$0] != first.values[$0]
          }
          if changes { forecast[i] = 1 }
          continue
        }
        (isKnown[i], forecast[i]) = (true, 1)
        counts[i] += 1
        for channel in means.indices {
          means[channel].values[i] +=
            MotionInputs.scale * image.values[i * image.channels + channel]
        }
      }
    }
    for channel in means.indices {
      for i in counts.indices where counts[i] > 0 { means[channel].values[i] /= counts[i] }
    }
  }

  /// Replaces what is missing in a channel of an image and was observed at another time.
  func fill(_ plane: inout Plane, channel: Int, mask: [Float]) {
    for i in mask.indices where mask[i] <= 0 && isKnown[i] {
      plane.values[i] = means[channel].values[i]
    }
  }
}
