extension ScoreAccumulator {
  /// Errors of one case, for ranking cases.
  public struct Case: Sendable, Hashable {
    /// What the caller calls it.
    public var name: String
    /// Cases of one group are not independent: they are drawn together.
    public var group: Int
    /// Squared errors, summed over lead times and observed values.
    public var modelError: Double
    /// The same of the reference.
    public var referenceError: Double
    /// Observed values.
    public var values: Int

    /// Mean squared error of the model; nil if nothing was observed.
    public var mse: Double? { values > 0 ? modelError / Double(values) : nil }
  }

  /// What one forecaster predicts.
  public struct Forecast: Sendable {
    /// `[time, count, height, width, channels]`, or one frame for each case that is repeated
    /// (persistence), `[count, height, width, channels]`.
    public var values: [Float]
    /// 0 where nothing is predicted, `[time, count, height, width]`; nil: everything is.
    public var mask: [Float]?

    public init(values: [Float], mask: [Float]? = nil) {
      self.values = values
      self.mask = mask
    }
  }

  /// The shape of a batch.
  public struct BatchShape: Sendable {
    /// Cases that lie side by side, and how many of them count.
    public var count: Int
    public var validCount: Int
    public var height: Int
    public var width: Int
    public var channels: Int

    public init(
      count: Int, validCount: Int? = nil, height: Int, width: Int, channels: Int = 1
    ) {
      self.count = count
      self.validCount = min(validCount ?? count, count)
      self.height = height
      self.width = width
      self.channels = channels
    }
  }
}
