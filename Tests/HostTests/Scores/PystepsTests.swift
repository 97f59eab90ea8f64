import ForeframeTraining
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The same numbers as pysteps 1.21.5; see Tests/Golden/make_verification.py.
@Suite struct PystepsTests {
  /// The frames of the script.
  static func frame(_ height: Int, _ width: Int, _ number: Int) -> [Float] {
    (0..<height * width).map { i in
      if (i * 7 + number) % 13 == 0 { return 0.5 }
      let (y, x) = (Double(i / width), Double(i % width))
      let wave =
        cos(0.31 * x + 0.7 * Double(number)) * cos(0.23 * y - 0.4 * Double(number))
      let rough = Double((i * 37 + number * 11) % 101) / 101
      return Float(min(max(0.5 + 0.4 * wave + 0.3 * (rough - 0.5), 0), 1))
    }
  }

  /// 0 where the script has a NaN.
  static func mask(_ height: Int, _ width: Int, _ number: Int) -> [Float] {
    (0..<height * width).map { ($0 * 29 + number * 5) % 17 == 0 ? 0 : 1 }
  }

  private func agree(
    _ value: Double?, _ expected: Double, _ tolerance: Double = 1e-9,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    let value = try #require(value, sourceLocation: place)
    #expect(
      abs(value - expected) <= tolerance * max(abs(expected), 1), "\(value), not \(expected)",
      sourceLocation: place)
  }

  /// Two cases of two lead times, with pixels that are missing in the truth, in the forecast and in both.
  @Test func eventsErrorsAndFractions() throws {
    let (height, width) = (19, 24)
    let options = ScoreOptions(convention: .pysteps, thresholds: [0.5], windows: [1, 4, 5])
    var scores = ScoreAccumulator(leadCount: 2, forecasts: 1, options: options)
    for case_ in 0..<2 {
      let numbers = [2 * case_, 2 * case_ + 1]
      scores.add(
        truth: numbers.flatMap { Self.frame(height, width, $0) },
        mask: numbers.flatMap { Self.mask(height, width, $0) },
        forecasts: [
          ScoreAccumulator.Forecast(
            values: numbers.flatMap { Self.frame(height, width, $0 + 10) },
            mask: numbers.flatMap { Self.mask(height, width, $0 + 3) })
        ],
        shape: ScoreAccumulator.BatchShape(count: 1, height: height, width: width))
    }
    let table = scores.table()
    let total = table.rows[0].total
    let events = try #require(total.events.first)
    #expect(
      events.counts
        == Contingency(hits: 270, falseAlarms: 538, misses: 490, correctNegatives: 526))
    try agree(events.csi, 0.20801232665639446)
    try agree(events.pod, 0.35526315789473684)
    try agree(events.far, 0.6658415841584159)
    try agree(events.hss, -0.14903129657228018)
    try agree(events.bias, 1.063157894736842)
    try agree(events.fractions[0], 0.42576419213973804)
    try agree(events.fractions[1], 0.6003325325260622)
    try agree(events.fractions[2], 0.6318936771571024)
    // Here differences are rounded to float32.
    try agree(total.mse, 0.11829970989779484, 1e-7)
    try agree(total.mae, 0.28127093751372834, 1e-7)
    // 27 of each truth, 27 others of each forecast.
    #expect(table.pixels.all == 4 * height * width && table.pixels.missing == 216)
  }

  @Test(arguments: [
    (8, 8, [4.691981731867213, 0.05383307400433012, 0.014691536776605492, 0.021491646658276416]),
    (
      15, 22,
      [
        78.97337430934698, 1.2032391750908076, 0.03316439485762107, 0.014045276049276651,
        0.010621226654285052, 0.012294195683139568, 0.013197319338899893, 0.00612590376819498,
        0.036276328576875634, 0.005267550387208562, 0.003784668274316312,
      ]
    ),
    (
      21, 12,
      [
        58.22347632643714, 0.9845657456460655, 0.07775352250943816, 0.021096762404891625,
        0.01525742585472881, 0.0093591378352981, 0.00818894729131643, 0.006038542140322869,
        0.005332018954851985, 0.027744802328554585, 0.011739266564098372,
      ]
    ),
  ])
  func spectra(height: Int, width: Int, expected: [Double]) throws {
    let spectrum = PowerSpectrum(form: .pysteps)
    let frame = Self.frame(height, width, 3)
    let found = try #require(spectrum.radial(frame, height: height, width: width))
    #expect(found.power.count == expected.count)
    for (value, expected) in zip(found.power, expected) { try agree(value, expected) }
    #expect(found.frequencies[1] == 1 / Double(max(height, width)))
    // A NaN raises an error there.
    let mask = Self.mask(height, width, 0)
    #expect(spectrum.radial(frame, height: height, width: width, mask: mask) == nil)
  }

  /// Wrong with ties, and so it must be here.
  @Test func rankedProbability() throws {
    var frames = RankedProbability(form: .hersbachWithoutTies)
    frames.add(members: (0..<4).map { Self.frame(6, 5, $0) }, observed: Self.frame(6, 5, 9))
    try agree(frames.standard, 0.2164742229603386)
    #expect(frames.fair == nil)
    let examples: [(members: [Float], observed: Float, expected: Double)] = [
      ([0, 0, 5], 0, 0), ([0, 1, 2], 0, 0.11111111111111113), ([1, 2, 3], 2, 0),
      ([1, 2, 3], 2.5, 0.3888888888888889),
    ]
    for example in examples {
      var score = RankedProbability(form: .hersbachWithoutTies)
      score.add(members: example.members, observed: example.observed)
      try agree(score.standard, example.expected)
    }
  }

  /// Without ties, which pysteps breaks by chance.
  @Test func rankHistogram() {
    var histogram = RankHistogram(members: 4)
    func wave(_ step: Double, _ start: Double) -> [Float] {
      (0..<90).map { Float(cos(step * Double($0) + start)) }
    }
    let members = (0..<4).map { wave(0.61, Double($0)) }
    histogram.add(members: members, observed: wave(0.83, 0.5))
    #expect(histogram.counts == [14, 22, 22, 15, 17])
  }

  @Test func reliability() throws {
    var diagram = Reliability()
    let probabilities = (0..<120).map { Float(Double($0 % 11) / 10) }
    let observed = (0..<120).map { number in
      let probability = Double(number % 11) / 10
      return Float(cos(0.7 * Double(number)) + 1.6 * probability)
    }
    diagram.add(probabilities: probabilities, observed: observed, threshold: 0.8)
    #expect(diagram.bins.map(\.count) == [11, 11, 11, 11, 11, 22, 11, 11, 11, 10])
    let expected: [(x: Double, y: Double)] = [
      (0, 0.2727272727272727), (0.10000000216744163, 0.2727272727272727),
      (0.20000000433488327, 0.2727272727272727), (0.29999999566511676, 0.2727272727272727),
      (0.40000000866976654, 0.36363636363636365), (0.5500000606883656, 0.5454545454545454),
      (0.6999999393116344, 0.6363636363636364), (0.8000000173395331, 0.7272727272727273),
      (0.8999998786232688, 0.8181818181818182), (1, 0.8),
    ]
    for (bin, expected) in zip(diagram.bins, expected) {
      // pysteps sums probabilities in float32.
      #expect(abs(try #require(bin.probability) - expected.x) < 1e-6)
      try agree(bin.frequency, expected.y)
    }
  }
}
