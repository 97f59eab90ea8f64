import ForeframeFrames

/// A picture of cases: for each, a row of inputs and truth, below the truth the prediction, and
/// below that the signed difference (mid-grey: none), all on one scale.
enum SampleStrip {
  private static let gap = 2

  /// The first `cases` cases of a batch.
  ///
  /// - Parameters:
  ///   - batch: [T + K, N, H, W, C], C 1 or 3.
  ///   - forecast: [K, N, H, W, C].
  static func frame(_ batch: FrameBatch, forecast: [Float], inputs: Int, cases: Int) -> Frame {
    let cases = min(cases, batch.validCount)
    let width = batch.steps * (batch.width + gap) - gap
    let height = cases * (3 * (batch.height + gap) + gap) - 2 * gap
    let format = FrameFormat(
      width: width, height: height, colourType: batch.channels == 3 ? .rgb : .grey)
    var samples = [UInt16](repeating: 255, count: format.sampleCount)
    let row = batch.width * batch.channels
    func put(_ values: (Int) -> Float, line: Int, column: Int) {
      for y in 0..<batch.height {
        let start = ((line + y) * width + column) * batch.channels
        for x in 0..<row {
          let value = (values(y * row + x) * 255).rounded()
          samples[start + x] = UInt16(value > 0 ? min(value, 255) : 0)
        }
      }
    }
    let image = batch.height * row
    for number in 0..<cases {
      let top = number * (3 * (batch.height + gap) + gap)
      for step in 0..<batch.steps {
        let column = step * (batch.width + gap)
        let truth = (step * batch.count + number) * image
        put({ batch.values[truth + $0] }, line: top, column: column)
        guard step >= inputs else { continue }
        let guess = ((step - inputs) * batch.count + number) * image
        put({ forecast[guess + $0] }, line: top + batch.height + gap, column: column)
        put(
          { 0.5 + (forecast[guess + $0] - batch.values[truth + $0]) / 2 },
          line: top + 2 * (batch.height + gap), column: column)
      }
    }
    return Frame(format: format, samples: samples)
  }
}
