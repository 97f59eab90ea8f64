import ForeframeFiles
import ForeframeMotion
import RealModule
import Testing

/// The parts that forecasts by motion are made of.
@Suite struct MotionPartsTests {
  /// A Gaussian keeps all of a flat image, up to the border and up to the mask; weights of levels are
  /// those of bands.
  @Test(arguments: [true, false])
  func bandsUnderAMask(isMasked: Bool) {
    var mask = Plane(height: 40, width: 37, repeating: 1)
    if isMasked { for y in 0..<40 { for x in 0..<9 { mask[y, x] = 0 } } }
    let bands = GaussianBands(mask: mask)
    let flat = bands.levels(mask.map { 7 * $0 })
    #expect(flat.count == 6)
    for level in flat {
      for (value, seen) in zip(level.values, mask.values) { #expect(abs(value - 7 * seen) < 1e-3) }
    }
    let frame = MovingBlobs.frame(height: 40, width: 37, time: 0, dx: 0, dy: 0)
    let levels = bands.levels(frame.zipped(with: mask, *))
    let coefficients = [0.1, 0.9, -0.4, 0.3, 0.5, 2]
    let weights = bands.weights(bands: coefficients)
    for i in frame.values.indices {
      var (sum, expected) = (0.0, 0.0)
      for band in 0..<6 {
        let coarser = band < 5 ? levels[band + 1].values[i] : 0
        expected += coefficients[band] * Double(levels[band].values[i] - coarser)
        sum += weights[band] * Double(levels[band].values[i])
      }
      #expect(abs(sum - expected) < 1e-3)
    }
  }

  /// A reduced image has the coarse bands only.
  @Test func bandsOfAReducedImage() {
    let bands = GaussianBands(mask: Plane(height: 20, width: 20, repeating: 1), reduction: 4)
    #expect(bands.count == 4)
    #expect(bands.weights(bands: [9, 9, 1, 2, 3, 5]) == [1, 1, 1, 2])
  }

  /// The error from sums of products is that of the combination itself.
  @Test func normalEquationsKnowTheError() throws {
    let regressors = (0..<3).map {
      MovingBlobs.frame(height: 12, width: 10, time: Double($0), dx: 1, dy: 2)
    }
    let truth = MovingBlobs.frame(height: 12, width: 10, time: 5, dx: 1, dy: 2)
    let mask = Plane(height: 12, width: 10, repeating: 1)
    var equations = NormalEquations(3)
    #expect(equations.error(of: [0, 0, 0]) == nil)
    equations.add(regressors, truth: truth, mask: mask)
    let coefficients = [0.5, -0.25, 0.75]
    var sum = 0.0
    for i in truth.values.indices {
      var combined = 0.0
      for (regressor, coefficient) in zip(regressors, coefficients) {
        combined += coefficient * Double(regressor.values[i])
      }
      sum += (combined - Double(truth.values[i])) * (combined - Double(truth.values[i]))
    }
    let error = try #require(equations.error(of: coefficients))
    #expect(abs(error - sum / 120) < 1e-3 * error)
  }

  @Test func nearestPointsAreThoseOfAPlainSearch() {
    var random = SeededRandom(seed: 7)
    func number(_ range: ClosedRange<Float>) -> Float {
      range.lowerBound + (range.upperBound - range.lowerBound) * Float(random.uniform())
    }
    for count in [1, 2, 19, 300] {
      let points = (0..<count).map { _ in (x: number(0...97), y: number(-5...60)) }
      let search = NearestPoints(points)
      for _ in 0..<50 {
        let (x, y) = (number(-40...150), number(-40...100))
        let found = search.nearest(20, to: x, y)
        let plain = points.indices.map { index -> (distance: Float, index: Int) in
          let (dx, dy) = (points[index].x - x, points[index].y - y)
          return (dx * dx + dy * dy, index)
        }.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.prefix(20)
        #expect(found.map(\.index) == plain.map(\.index), "\(points) near \(x), \(y)")
      }
    }
  }

  /// The formula, at its edges: nothing decays with an endless lifetime; the finest band does not grow.
  @Test func coefficients() {
    let still = Damping(lifetime: 1e9, growth: 0).coefficients(lead: 3, bands: 6)
    #expect(still.prefix(6).allSatisfy { abs($0 - 1) < 1e-6 })
    #expect(still.suffix(6).allSatisfy { $0 == 0 })
    let one = Damping(lifetime: 2, growth: 1).coefficients(lead: 2, bands: 6)
    #expect(abs(one[0] - .exp(-1)) < 1e-12 && abs(one[1] - .exp(-0.16)) < 1e-12)
    let change = Double.exp(-1.0 / 3) + .exp(-2.0 / 3)
    #expect(one[6] == 0 && abs(one[7] - one[1] * change) < 1e-12)
  }

  /// The values of the frame, in the order of the smooth one; the mask's outside as it was.
  @Test func ranksAreMatched() {
    let smooth = Plane(height: 2, width: 3, values: [5, 1, 5, 9, 0, 2])
    let frame = Plane(height: 2, width: 3, values: [10, 60, 30, 20, 99, 40])
    let mask = Plane(height: 2, width: 3, values: [1, 1, 1, 1, 0, 1])
    let matched = RankMatching.matched(smooth, to: frame, mask: mask)
    #expect(matched.values == [30, 10, 40, 60, 0, 20])
  }

  @Test func jumpsAreSeen() {
    #expect(JumpGuard.hasJumped(means: [50, 51, 50, 51, 60]))
    #expect(!JumpGuard.hasJumped(means: [50, 53, 50, 53, 60]))
    #expect(!JumpGuard.hasJumped(means: [50, 50, 50, 50, 51]))
    #expect(!JumpGuard.hasJumped(means: [50, 90]))
  }

  /// A mean that jumps away and back is an instrument's; one that stays, grows or swings is not.
  @Test func defectiveFrames() {
    // Meteosat-10, 1.6 µm, 2020-04-01 from 12:00 on.
    let meteosat = [120, 121, 121, 122, 99, 123, 123, 124, 124, 124, 76, 125, 125, 126.0]
    #expect(DefectiveFrames.indices(means: meteosat) == [4, 10])
    #expect(DefectiveFrames.indices(means: [50, 51, 80, 81, 80, 80]) == [])
    #expect(DefectiveFrames.indices(means: [50, 60, 70, 80, 70, 60]) == [])
    #expect(DefectiveFrames.indices(means: [50, 60, 50, 60, 50, 60]) == [])
    #expect(DefectiveFrames.indices(means: [50, 51, 50, 51, 90]) == [])
    #expect(DefectiveFrames.indices(means: [90, 51, 50, 51, 50]) == [])
    #expect(DefectiveFrames.indices(means: [120, 121, 90, 122]) == [2])
    // Nothing is known about usual changes.
    #expect(DefectiveFrames.indices(means: [120, 90, 122]) == [])
    #expect(DefectiveFrames.indices(means: [7]) == [] && DefectiveFrames.indices(means: []) == [])
  }
}
