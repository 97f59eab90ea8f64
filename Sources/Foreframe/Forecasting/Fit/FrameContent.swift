import ForeframeFiles
import ForeframeFrames

/// What frames look like in numbers: how far their values reach, and how much they change from one
/// frame to the next. Values are on the scale 0 to 1 of a network.
public struct FrameContent: Hashable, Sendable {
  /// The lowest and the highest observed value.
  public private(set) var low: Double = .infinity
  public private(set) var high: Double = -.infinity
  private var squares = 0.0
  private var pairs = 0

  public init() {}

  /// As it was written down earlier.
  public init(low: Double, high: Double, change: Double) {
    (self.low, self.high) = (low, high)
    (squares, pairs) = (change * change, 1)
  }

  /// The root of the mean squared change of a pixel from one frame to the next; nil without two
  /// frames that follow each other.
  public var change: Double? { pairs > 0 ? (squares / Double(pairs)).squareRoot() : nil }

  /// Whether no pixel was observed.
  public var isEmpty: Bool { low > high }

  /// Adds the frames of a batch; missing pixels do not count.
  public mutating func add(_ batch: FrameBatch) {
    let pixels = batch.height * batch.width
    let size = pixels * batch.channels
    for window in 0..<batch.validCount {
      var before: (values: ArraySlice<Float>, mask: ArraySlice<Float>?)?
      for step in 0..<batch.steps {
        let start = (step * batch.count + window) * size
        let values = batch.values[start..<start + size]
        let mask = batch.mask(step: step, window: window)
        add(values, mask, before, channels: batch.channels)
        before = (values, mask)
      }
    }
  }

  private mutating func add(
    _ values: ArraySlice<Float>, _ mask: ArraySlice<Float>?,
    _ before: (values: ArraySlice<Float>, mask: ArraySlice<Float>?)?, channels: Int
  ) {
    func isMissing(_ mask: ArraySlice<Float>?, _ pixel: Int) -> Bool {
      mask.map { $0[$0.startIndex + pixel] == 0 } ?? false
    }
    var (low, high) = (Float.infinity, -Float.infinity)
    var sum: Double = 0
    var count = 0
    for index in 0..<values.count {
      if isMissing(mask, index / channels) { continue }
      let value = values[values.startIndex + index]
      low = min(low, value)
      high = max(high, value)
      guard let before, !isMissing(before.mask, index / channels) else { continue }
      let difference = Double(value - before.values[before.values.startIndex + index])
      sum += difference * difference
      count += 1
    }
    self.low = min(self.low, Double(low))
    self.high = max(self.high, Double(high))
    squares += sum
    pairs += count
  }
}

extension FrameContent {
  /// `{"low": 0, "high": 0.9, "change": 0.05}`; nil where nothing was observed.
  var json: JSON? {
    guard !isEmpty, let change else { return nil }
    return ["low": JSON(low), "high": JSON(high), "change": JSON(change)]
  }

  /// Nil for anything that ``json`` does not write.
  init?(_ json: JSON?) {
    guard let low = json?["low"]?.double, let high = json?["high"]?.double,
      let change = json?["change"]?.double, low.isFinite, high.isFinite, low <= high,
      change.isFinite, change >= 0
    else { return nil }
    self.init(low: low, high: high, change: change)
  }
}
