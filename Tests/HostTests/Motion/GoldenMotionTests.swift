import ForeframeMotion
import TestSupport
import Testing

/// The same as OpenCV; see Tests/Golden/make_motion.py.
@Suite struct GoldenMotionTests {
  private static func plane(_ name: String) throws -> Plane {
    let tensor = try GoldenFile("motion").tensor(name)
    return Plane(height: tensor.shape[0], width: tensor.shape[1], values: tensor.numbers)
  }

  private func largest(_ a: some Sequence<Float>, _ b: some Sequence<Float>) -> Float {
    zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test(arguments: [("flow", 5, Float(1e-3)), ("search", 0, 1e-4)])
  func denseInverseSearch(name: String, refinement: Int, bound: Float) throws {
    var search = DenseInverseSearch()
    search.fixedPointSteps = refinement
    let found = search.motion(from: try Self.plane("older"), to: try Self.plane("newer"))
    let expected = try GoldenFile("motion").tensor(name).numbers
    // OpenCV's points from the newer frame back to the older.
    let back = (found.x.values + found.y.values).map { -$0 }
    #expect(back.contains { abs($0) > 1 }, "nothing moves")
    #expect(largest(back, expected) <= bound)
  }

  @Test func gaussian() throws {
    let found = Gaussian(sigma: 4).blurred(try Self.plane("newer"), border: .zero)
    #expect(largest(found.values, try Self.plane("blur").values) <= 1e-3)
  }

  @Test func resizing() throws {
    let frame = try Self.plane("newer")
    let area = try Self.plane("area"), linear = try Self.plane("linear")
    let reduced = frame.reduced(height: area.height, width: area.width)
    #expect(largest(reduced.values, area.values) <= 1e-3)
    let enlarged = frame.resized(height: linear.height, width: linear.width)
    #expect(largest(enlarged.values, linear.values) <= 1e-3)
  }

  @Test func corners() throws {
    let expected = try GoldenFile("motion").tensor("corners").numbers
    let found = CornerFinder().corners(in: try Self.plane("older"), mask: nil)
    let numbers: [Float] = found.flatMap { [Float($0.x), Float($0.y)] }
    #expect(numbers == expected)
  }

  /// OpenCV works with 14 bits of fraction here.
  @Test func lucasKanade() throws {
    let corners = try GoldenFile("motion").tensor("corners").numbers
    let tracked = try GoldenFile("motion").tensor("tracked").numbers
    let tracker = LucasKanade()
    let older = tracker.pyramid(try Self.plane("older"))
    let newer = tracker.pyramid(try Self.plane("newer"))
    let points: [(x: Float, y: Float)] = (0..<corners.count / 2).map { point in
      (x: corners[2 * point], y: corners[2 * point + 1])
    }
    for (point, found) in tracker.follow(points, from: older, to: newer).enumerated() {
      #expect(!found.x.isNaN == (tracked[3 * point + 2] == 1), "point \(point)")
      if found.x.isNaN { continue }
      #expect(
        largest([found.x, found.y], [tracked[3 * point], tracked[3 * point + 1]]) <= 0.03,
        "point \(point)")
    }
  }
}
