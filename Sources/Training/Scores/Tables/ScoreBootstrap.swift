import ForeframeFiles

/// How sure scores are: groups of cases are drawn again and again, as many as there are, with
/// replacement (Efron 1979), and scored each time. The same groups are drawn for all forecasts, so that
/// differences between them are as sure as they can be.
struct ScoreBootstrap {
  /// By forecast: the total scores of each sample.
  private(set) var totals: [[Scores]]
  /// By forecast: the squared error of each sample, summed.
  private(set) var errors: [[Double]]
  let groups: Int

  /// - Parameters:
  ///   - groups: for each group of cases the sums of all forecasts and lead times, in the order of
  ///     `forecasts`, then `leads`. With fewer than two groups nothing is drawn.
  init(
    _ groups: [[Double]], forecasts: Int, leads: Int, _ layout: ScoreLayout, _ options: ScoreOptions
  ) {
    self.groups = groups.count
    totals = [[Scores]](repeating: [], count: forecasts)
    errors = [[Double]](repeating: [], count: forecasts)
    guard groups.count > 1 else { return }
    var random = SeededRandom(seed: options.seed)
    let stride = leads * layout.size
    var sums = [Double](repeating: 0, count: forecasts * stride)
    for _ in 0..<options.resamples {
      var times = [Int](repeating: 0, count: groups.count)
      for _ in groups { times[random.below(groups.count)] += 1 }
      sums.withUnsafeMutableBufferPointer { sums in
        sums.update(repeating: 0)
        for (group, count) in zip(groups, times) where count > 0 {
          Self.add(group, Double(count), to: sums)
        }
        let sums = UnsafeBufferPointer(sums)
        for forecast in 0..<forecasts {
          let start = forecast * stride
          totals[forecast].append(layout.total(sums, at: start, leads: leads, options))
          errors[forecast].append(
            (0..<leads).reduce(0) {
              $0 + sums[start + $1 * layout.size + ScoreLayout.squaredError]
            })
        }
      }
    }
  }

  private static func add(
    _ group: [Double], _ factor: Double, to sums: UnsafeMutableBufferPointer<Double>
  ) {
    group.withUnsafeBufferPointer { group in
      for index in sums.indices { sums[index] += factor * group[index] }
    }
  }

  /// Of a score of a forecast's total.
  func interval(_ kind: ScoreKind, forecast: Int) -> ScoreInterval? {
    ScoreInterval(of: totals[forecast].compactMap { $0[kind] }, groups: groups)
  }

  /// Of the difference to a score of another forecast, both of the same samples.
  func differenceInterval(_ kind: ScoreKind, of forecast: Int, against other: Int) -> ScoreInterval?
  {
    let differences = zip(totals[forecast], totals[other]).compactMap { one, other in
      one[kind].flatMap { value in other[kind].map { value - $0 } }
    }
    return ScoreInterval(of: differences, groups: groups)
  }

  /// Of 1 - error / error of another forecast.
  func skillInterval(of forecast: Int, against other: Int) -> ScoreInterval? {
    let skills = zip(errors[forecast], errors[other]).compactMap { error, reference in
      reference > 0 ? 1 - error / reference : nil
    }
    return ScoreInterval(of: skills, groups: groups)
  }
}
