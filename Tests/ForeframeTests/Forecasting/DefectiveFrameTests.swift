import Foreframe
import ForeframeFrames
import Testing

@Suite struct DefectiveFrameTests {
  private let format = FrameFormat(width: 4, height: 3)

  private func frames(_ levels: [UInt16]) -> [Frame] {
    levels.map { Frame(format: format, repeating: $0) }
  }

  @Test func aFrameThatJumpsAwayAndBackIsFound() {
    #expect(DefectiveFrame.indices(of: frames([120, 121, 122, 99, 123, 124, 125])) == [3])
    // A step that stays, and slow changes, are the world's.
    #expect(DefectiveFrame.indices(of: frames([120, 121, 122, 99, 98, 97, 96])) == [])
    #expect(DefectiveFrame.indices(of: frames([120, 125, 130, 135, 130, 125, 120])) == [])
    #expect(DefectiveFrame.indices(of: frames([7, 7])) == [])
  }

  /// Missing pixels do not count, and a frame without any other is missing, not spoilt.
  @Test func missingPixelsDoNotCount() {
    var all = frames([120, 121, 122, 122, 123, 124, 125])
    all[3].samples[0] = 255
    all[3].samples[1] = 255
    #expect(DefectiveFrame.indices(of: all, noData: 255) == [])
    #expect(DefectiveFrame.indices(of: all) == [3])
    all[3] = Frame(format: format, repeating: 255)
    #expect(DefectiveFrame.indices(of: all, noData: 255) == [])
  }

  /// Hindcasts neither start from such a frame nor take it for the truth.
  @Test func hindcastsLeaveItOut() throws {
    let levels: [UInt16] = [100, 102, 104, 106, 108, 200, 112, 114, 116, 118]
    let values = levels.flatMap { [Float](repeating: Float($0) / 255, count: 12) }
    let batch = FrameBatch(
      steps: 10, count: 1, height: 3, width: 4, channels: 1, values: values)
    let selection = try AutoForecaster().select(SharedInputs(batch), reading: 10, horizon: 10)
    // The largest step of persistence is eight leads of two samples.
    let worst = selection.leads.compactMap { selection.rows[0].errors.mse($0) }.max() ?? 1
    #expect(worst <= 1.01 * (16.0 / 255) * (16.0 / 255))
  }
}
