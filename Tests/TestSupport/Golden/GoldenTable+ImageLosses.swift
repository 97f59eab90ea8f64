import ForeframeTraining

extension GoldenTable {
  private static let balance = IntensityWeights(
    thresholds: [0.2, 0.5, 0.8], weights: [1, 2, 5, 10])

  /// Losses of whole frames, those with an `input.weight` masked.
  static let imageLosses: [GoldenCase] =
    [
      ("balanced-mse", Loss.balancedSquared(balance)), ("balanced-mae", .balancedAbsolute(balance)),
      ("ssim", .structuralSimilarity), ("ssim-masked", .structuralSimilarity),
      ("gradient-difference", .gradientDifference(.absolute)),
      ("gradient-difference-squared", .gradientDifference(.squared)),
      ("facl", .fourier(CorrelationSchedule())), ("facl-odd", .fourier(CorrelationSchedule())),
      ("facl-masked", .fourier(CorrelationSchedule())),
      (
        "mixture",
        .mixture([
          LossTerm(1, .meanSquared), LossTerm(0.2, .structuralSimilarity),
          LossTerm(0.5, .meanAbsolute),
        ])
      ),
    ].map { name, loss in
      GoldenCase("loss-\(name)") { b in
        let prediction = try b.input("prediction", \.channelsLast)
        let target = try b.input("target", \.channelsLast)
        let weight = b.file.has("input.weight") ? try b.input("weight", \.channelsLast) : nil
        let share =
          loss.correlationSchedule == nil
          ? nil : b.graph.literal([Float(try b.file.number("share"))], [1])
        try b.loss(loss(prediction, target, weight: weight, correlation: share))
      }
    } + [
      GoldenCase("loss-pinball") { b in
        let quantiles = try b.input("quantiles", \.channelsLast).chunks(3, axis: -1)
        let target = try b.input("target", \.channelsLast)
        try b.loss(PinballLoss(levels: [0.1, 0.5, 0.97])(quantiles, target, weight: nil))
      }
    ]
}
