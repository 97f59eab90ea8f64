import ForeframeFrames

extension ChanceForecast {
  /// Chances from frames as they are read.
  ///
  /// - Parameters:
  ///   - frames: frames that follow each other in time, the last ones of a sequence.
  ///   - reads: frames that the forecaster reads at most.
  ///   - samples: the thresholds as samples; an event is a sample at or above one.
  ///   - noData: the sample that marks missing pixels, besides transparency.
  public init(
    _ forecaster: any Forecaster, _ frames: [Frame], reading reads: Int, horizon: Int,
    samples: [Double], noData: Int? = nil, progress: ForecastProgress = ForecastProgress()
  ) throws {
    let observed = try ObservedFrames(frames, noData: noData).frames
    let (_, batch) = try forecaster.encoded(observed, noData: noData, progress)
    let scaling = forecaster.encoding(for: observed[0].format, noData: noData).scaling
    try self.init(
      forecaster, SharedInputs(batch), reading: reads, horizon: horizon,
      thresholds: samples.map {
        (Float($0) - scaling.minimum) / (scaling.maximum - scaling.minimum)
      }, progress: progress)
  }

  /// The chances of a threshold at a lead as a grey frame of the size and depth of others: the largest
  /// sample is certain. Of colours the mean. Missing pixels are transparent.
  ///
  /// - Parameters:
  ///   - threshold: its place among the thresholds.
  ///   - lead: from 1 on.
  ///   - last: a frame of the input.
  public func frame(threshold: Int, lead: Int, like last: Frame) -> Frame {
    let size = FrameSize(height: last.format.height, width: last.format.width)
    let image = chances[threshold].image(step: lead - 1, window: 0, size: size)
    let hasMissing = image.mask != nil
    let format = FrameFormat(
      width: size.width, height: size.height, colourType: hasMissing ? .greyAlpha : .grey,
      bitDepth: last.format.bitDepth == 16 ? 16 : 8)
    let largest = Float(format.maximumSample)
    var samples: [UInt16] = []
    samples.reserveCapacity(format.sampleCount)
    for pixel in 0..<format.pixelCount {
      let values = image.values[pixel * image.channels..<(pixel + 1) * image.channels]
      let chance = values.reduce(0, +) / Float(image.channels)
      samples.append(UInt16((min(max(chance, 0), 1) * largest).rounded()))
      if hasMissing {
        samples.append(image.mask?[pixel] == 0 ? 0 : UInt16(format.maximumSample))
      }
    }
    return Frame(format: format, samples: samples)
  }
}
