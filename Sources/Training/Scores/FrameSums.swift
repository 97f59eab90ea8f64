#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Everything that is summed over frames of one lead time.
struct FrameSums: Sendable {
  var frames = 0
  /// Observed values: pixels times channels.
  var values = 0
  var squaredError = 0.0
  var absoluteError = 0.0
  var peakRatio = 0.0
  var similarity = 0.0
  /// Frames that have a similarity.
  var similarFrames = 0
  var contingencies: [Contingency]

  init(thresholds: Int) {
    contingencies = [Contingency](repeating: Contingency(), count: thresholds)
  }

  /// Ratios above this (in dB) count as this, so that a perfect frame leaves the mean finite.
  static let largestPeakRatio = 100.0

  /// Adds a frame `[height, width, channels]`; returns its squared error and its observed values.
  mutating func add(
    truth: UnsafeBufferPointer<Float>, prediction: UnsafeBufferPointer<Float>,
    mask: UnsafeBufferPointer<Float>?, size: (height: Int, width: Int, channels: Int),
    options: ScoreOptions
  ) -> (squaredError: Double, values: Int) {
    let errors = FrameErrors(truth: truth, prediction: prediction, channels: size.channels) {
      pixel in
      mask.map { $0[pixel] != 0 } ?? true
    }
    guard errors.count > 0 else { return (0, 0) }
    frames += 1
    values += errors.count
    squaredError += errors.squared
    absoluteError += errors.absolute
    var clipped = 0.0
    for index in truth.indices {
      if let mask, mask[index / size.channels] == 0 { continue }
      let (a, b) = (truth[index], prediction[index])
      let inner = Double(min(max(b, 0), 1) - min(max(a, 0), 1))
      clipped += inner * inner
    }
    let ratio = -10 * log10(clipped / Double(errors.count))
    // A NaN stays one: it must show in the score.
    peakRatio += ratio > Self.largestPeakRatio ? Self.largestPeakRatio : ratio
    let index = StructuralSimilarity(dataRange: options.convention.similarityRange)
    if let value = index.mean(truth, prediction, size, mask: mask, clips: true) {
      similarity += value
      similarFrames += 1
    }
    for (position, threshold) in options.thresholds.enumerated() {
      contingencies[position].count(
        truth: truth, prediction: prediction, mask: mask, channels: size.channels,
        threshold: threshold)
    }
    return (errors.squared, errors.count)
  }

  static func += (sum: inout FrameSums, other: FrameSums) {
    sum.frames += other.frames
    sum.values += other.values
    sum.squaredError += other.squaredError
    sum.absoluteError += other.absoluteError
    sum.peakRatio += other.peakRatio
    sum.similarity += other.similarity
    sum.similarFrames += other.similarFrames
    for index in sum.contingencies.indices {
      sum.contingencies[index] += other.contingencies[index]
    }
  }

  var scores: Scores {
    func per(_ sum: Double, _ count: Int) -> Double? { count > 0 ? sum / Double(count) : nil }
    return Scores(
      mse: per(squaredError, values), mae: per(absoluteError, values),
      mseSum: per(squaredError, frames), maeSum: per(absoluteError, frames),
      psnr: per(peakRatio, frames), ssim: per(similarity, similarFrames),
      events: contingencies.map { EventScores($0) })
  }
}
