import Dispatch

/// Collects scores of several forecasts of the same frames side by side, per lead time.
///
/// Values are on the scale 0...1. All forecasts are compared on the same pixels: those that were
/// observed and that every forecast predicts.
public struct ScoreAccumulator: Sendable {
  private struct CaseErrors {
    var name: String
    var group: Int
    var errors: [Double]
    var values: Int
  }

  /// What is computed.
  public let options: ScoreOptions
  /// The number of predicted frames.
  public let leadCount: Int
  /// The number of forecasts.
  public let forecastCount: Int
  private let layout: ScoreLayout
  private var allCases: [CaseErrors] = []
  private var pixels = ScoreTable.PixelCount()
  /// For each group, in the order in which they came: sums of all forecasts and lead times.
  private var groups: [[Double]] = []
  private var places: [Int: Int] = [:]

  /// An accumulator for cases of `leadCount` predicted frames.
  public init(leadCount: Int, forecasts: Int = 2, options: ScoreOptions = ScoreOptions()) {
    precondition(leadCount > 0 && forecasts > 0)
    self.options = options
    self.leadCount = leadCount
    forecastCount = forecasts
    layout = ScoreLayout(options)
  }

  /// The number of cases.
  public var caseCount: Int { allCases.count }

  /// The cases in the order in which they were added, with the errors of two forecasts.
  public func cases(model: Int = 0, reference: Int = 1) -> [Case] {
    allCases.map {
      Case(
        name: $0.name, group: $0.group, modelError: $0.errors[model],
        referenceError: $0.errors[reference], values: $0.values)
    }
  }

  /// Adds cases that lie side by side. Frames of different batches may differ in size.
  ///
  /// - Parameters:
  ///   - truth: `[time, count, height, width, channels]`
  ///   - mask: 0 where the truth is missing, `[time, count, height, width]`; nil: nowhere.
  ///   - forecasts: as many as the accumulator is for.
  ///   - names, groups: one for each case; without a group a case is independent of all others.
  public mutating func add(
    truth: [Float], mask: [Float]? = nil, forecasts: [Forecast], shape: BatchShape,
    names: [String] = [], groups: [Int] = []
  ) {
    let count = shape.count
    let pixels = shape.height * shape.width
    let size = pixels * shape.channels
    precondition(forecasts.count == forecastCount && truth.count == leadCount * count * size)
    precondition(mask == nil || mask?.count == leadCount * count * pixels)
    for forecast in forecasts {
      precondition(forecast.values.count == truth.count || forecast.values.count == count * size)
      precondition(forecast.mask == nil || forecast.mask?.count == leadCount * count * pixels)
    }
    for number in 0..<shape.validCount {
      let group = number < groups.count ? groups[number] : allCases.count
      var result = CaseErrors(
        name: number < names.count ? names[number] : "", group: group,
        errors: [Double](repeating: 0, count: forecastCount), values: 0)
      let (sums, missing) = sums(ofCase: number, shape, truth, mask, forecasts)
      self.pixels.all += leadCount * pixels
      self.pixels.missing += missing
      for forecast in 0..<forecastCount {
        for lead in 0..<leadCount {
          let start = (forecast * leadCount + lead) * layout.size
          result.errors[forecast] += sums[start + ScoreLayout.squaredError]
          if forecast == 0 { result.values += Int(sums[start + ScoreLayout.values]) }
        }
      }
      allCases.append(result)
      add(sums, to: group)
    }
  }

  /// The sums of all forecasts and lead times, and how many pixels are missing. Lead times are scored by
  /// as many threads as there are.
  private func sums(
    ofCase number: Int, _ shape: BatchShape, _ truth: [Float], _ mask: [Float]?,
    _ forecasts: [Forecast]
  ) -> (sums: [Double], missing: Int) {
    var sums = [Double](repeating: 0, count: forecastCount * leadCount * layout.size)
    var missing = [Int](repeating: 0, count: leadCount)
    let pixels = shape.height * shape.width
    sums.withUnsafeMutableBufferPointer { sums in
      missing.withUnsafeMutableBufferPointer { missing in
        // Every lead time has places of its own.
        nonisolated(unsafe) let (start, counts) = (sums.baseAddress, missing.baseAddress)
        DispatchQueue.concurrentPerform(iterations: leadCount) { lead in
          let frame = BatchFrame(
            place: lead * shape.count + number, steadyPlace: number, pixels: pixels,
            size: pixels * shape.channels)
          guard let start, let counts else { return }
          counts[lead] = score(
            frame, shape, truth, mask, forecasts, to: start + lead * layout.size)
        }
      }
    }
    return (sums, missing.reduce(0, +))
  }

  /// Adds the sums of one frame, those of the next forecast `leadCount` vectors farther.
  ///
  /// - Returns: how many pixels are missing.
  private func score(
    _ frame: BatchFrame, _ shape: BatchShape, _ truth: [Float], _ mask: [Float]?,
    _ forecasts: [Forecast], to sums: UnsafeMutablePointer<Double>
  ) -> Int {
    var common = mask.map { Array(frame.mask($0)) }
    for other in forecasts.compactMap(\.mask) {
      let mask = frame.mask(other)
      common = common.map { zip($0, mask).map { $0 * $1 } } ?? Array(mask)
    }
    truth.withUnsafeBufferPointer { truth in
      mask.withBuffer { mask in
        common.withBuffer { common in
          let scorer = FrameScorer(
            truth: frame.values(truth), truthMask: mask.map(frame.mask), common: common,
            size: (shape.height, shape.width, shape.channels), options: options)
          for (number, forecast) in forecasts.enumerated() {
            forecast.values.withUnsafeBufferPointer { values in
              forecast.mask.withBuffer { mask in
                scorer.add(
                  frame.values(values, of: truth.count), mask: mask.map(frame.mask),
                  to: sums + number * leadCount * layout.size)
              }
            }
          }
        }
      }
    }
    return common?.count { $0 == 0 } ?? 0
  }

  private mutating func add(_ sums: [Double], to group: Int) {
    guard let place = places[group] else {
      places[group] = groups.count
      return groups.append(sums)
    }
    for index in sums.indices { groups[place][index] += sums[index] }
  }

  /// The scores so far, and how sure they are.
  public func table() -> ScoreTable {
    let stride = leadCount * layout.size
    var sums = [Double](repeating: 0, count: forecastCount * stride)
    for group in groups {
      for index in sums.indices { sums[index] += group[index] }
    }
    // A group of which nothing was observed says nothing.
    let observed = groups.filter { group in
      (0..<leadCount).contains { group[$0 * layout.size + ScoreLayout.values] > 0 }
    }
    let bootstrap = ScoreBootstrap(
      observed, forecasts: forecastCount, leads: leadCount, layout, options)
    let kinds = options.kinds
    let rows = sums.withUnsafeBufferPointer { sums in
      (0..<forecastCount).map { forecast in
        let start = forecast * stride
        var intervals: [ScoreKind: ScoreInterval] = [:]
        for kind in kinds { intervals[kind] = bootstrap.interval(kind, forecast: forecast) }
        return ScoreTable.Row(
          leads: (0..<leadCount).map {
            layout.scores(sums, at: start + $0 * layout.size, options)
          },
          total: layout.total(sums, at: start, leads: leadCount, options), intervals: intervals,
          squaredError: allCases.reduce(0) { $0 + $1.errors[forecast] })
      }
    }
    return ScoreTable(
      options: options, caseCount: allCases.count, pixels: pixels, rows: rows,
      caseErrors: allCases.map(\.errors), bootstrap: bootstrap)
  }
}
