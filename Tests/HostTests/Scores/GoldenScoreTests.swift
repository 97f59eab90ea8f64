import Testing
import ForeframeTraining

/// The same numbers as scikit-image; see Tests/Golden/make_scores.py.
@Suite struct GoldenScoreTests {
  typealias Row = (
    height: Int, width: Int, channels: Int, mse: Double, mae: Double, psnr: Double, ssim1: Double,
    ssim2: Double
  )

  static let rows: [Row] = [
    (
      7, 7, 1, 0.014574317283114478, 0.10254321895463735, 18.387938282047298, 0.8282312268883741,
      0.8335743316167742
    ),
    (
      11, 13, 1, 0.014599001743392738, 0.1007414161572819, 18.364902163542006, 0.8288670258338336,
      0.8343922035752138
    ),
    (
      16, 9, 3, 0.015763138612926497, 0.10444053529257265, 18.026065022861605, 0.7755748930503278,
      0.7839281878675949
    ),
    (
      40, 33, 1, 0.014400611256289976, 0.10084606988323988, 18.41794382255809, 0.8098920344091599,
      0.816506895413268
    ),
  ]

  static func frames(_ row: Row) -> (truth: [Float], prediction: [Float]) {
    let indices = 0..<(row.height * row.width * row.channels)
    let truth = indices.map { i in
      (Double((i * 37) % 101) / 101 + Double((i / row.width) % 5) / 5) / 2
    }
    let prediction = indices.map { i in
      truth[i] * 0.75 + Double((i * 53) % 89) / 89 * 0.375 - 0.0625
    }
    return (truth.map(Float.init), prediction.map(Float.init))
  }

  @Test(arguments: rows.indices)
  func agree(index: Int) throws {
    let row = Self.rows[index]
    let (truth, prediction) = Self.frames(row)
    for (convention, ssim) in [
      (ScoreConvention.foreframe, row.ssim1), (.openSTL, row.ssim2),
    ] {
      var scores = ScoreAccumulator(
        leadCount: 1, options: ScoreOptions(convention: convention))
      scores.add(
        truth: truth, prediction: prediction, reference: prediction, height: row.height,
        width: row.width, channels: row.channels)
      let model = scores.report().total.model
      let pairs = [
        (model.mse, row.mse), (model.mae, row.mae), (model.psnr, row.psnr), (model.ssim, ssim),
        (model.mseSum, row.mse * Double(truth.count)),
        (model.maeSum, row.mae * Double(truth.count)),
      ]
      for (value, expected) in pairs {
        #expect(abs(try #require(value) - expected) < 1e-6 * expected)
      }
    }
  }
}
