import Testing
import ForeframeTraining

@Suite struct StructuralSimilarityTests {
  /// The definition, window by window, without running sums.
  func plain(
    _ a: [Float], _ b: [Float], _ height: Int, _ width: Int, mask: [Float]? = nil
  ) -> Double? {
    var values: [Double] = []
    guard height >= 7, width >= 7 else { return nil }
    for top in 0...(height - 7) {
      for left in 0...(width - 7) {
        let places = (0..<49).map { (top + $0 / 7) * width + left + $0 % 7 }
        if let mask, places.contains(where: { mask[$0] == 0 }) { continue }
        let x = places.map { Double(a[$0]) }
        let y = places.map { Double(b[$0]) }
        let ux = x.reduce(0, +) / 49
        let uy = y.reduce(0, +) / 49
        let vx = x.map { ($0 - ux) * ($0 - ux) }.reduce(0, +) / 48
        let vy = y.map { ($0 - uy) * ($0 - uy) }.reduce(0, +) / 48
        let vxy = zip(x, y).map { ($0 - ux) * ($1 - uy) }.reduce(0, +) / 48
        let (c1, c2) = (0.0001, 0.0009)
        values.append(
          (2 * ux * uy + c1) * (2 * vxy + c2) / ((ux * ux + uy * uy + c1) * (vx + vy + c2)))
      }
    }
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  func image(_ count: Int, _ factor: Int) -> [Float] {
    (0..<count).map { Float(($0 * factor) % 97) / 97 }
  }

  @Test(arguments: [(7, 7), (7, 8), (8, 7), (13, 21), (64, 64)])
  func followsTheDefinition(height: Int, width: Int) throws {
    let (a, b) = (image(height * width, 31), image(height * width, 43))
    let index = StructuralSimilarity()
    let expected = try #require(plain(a, b, height, width))
    let value = try #require(index.mean(a, b, height: height, width: width))
    #expect(abs(value - expected) < 1e-9)
    #expect(index.mean(a, a, height: height, width: width).map { abs($0 - 1) < 1e-12 } == true)
  }

  @Test(arguments: [(0, 0), (1, 1), (6, 6), (6, 70), (70, 6)])
  func needsOneWindow(height: Int, width: Int) {
    let a = image(height * width, 31)
    #expect(StructuralSimilarity().mean(a, a, height: height, width: width) == nil)
  }

  @Test func leavesOutMissingPixels() throws {
    let (height, width) = (20, 17)
    var (a, b) = (image(height * width, 31), image(height * width, 43))
    var mask = [Float](repeating: 1, count: height * width)
    for place in [3, 7 * width + 16, 15 * width + 5] {
      mask[place] = 0
      a[place] = .nan
      b[place] = 1000
    }
    let value = try #require(
      StructuralSimilarity().mean(a, b, height: height, width: width, mask: mask))
    let expected = try #require(plain(a, b, height, width, mask: mask))
    #expect(abs(value - expected) < 1e-9)
    let none = [Float](repeating: 0, count: height * width)
    #expect(StructuralSimilarity().mean(a, b, height: height, width: width, mask: none) == nil)
  }

  @Test func clips() throws {
    let a = image(81, 31)
    let b = a.map { $0 * 3 - 1 }
    let clipped = b.map { min(max($0, 0), 1) }
    let index = StructuralSimilarity()
    #expect(
      index.mean(a, b, height: 9, width: 9, clips: true)
        == index.mean(a, clipped, height: 9, width: 9))
  }
}
