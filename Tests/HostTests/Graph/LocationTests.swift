import ForeframeGraphCompiler
import ForeframeTensorGraph
import Testing

/// Views of memory under other shapes.
@Suite struct LocationTests {
  private func location(_ shape: Shape, _ strides: [Int]) -> Location {
    Location(slot: 0, offset: 7, shape: shape, strides: strides)
  }

  @Test func aContiguousTensorTakesAnyShape() {
    let x = location([2, 3, 4], [12, 4, 1])
    #expect(x.reshaped([24])?.strides == [1])
    #expect(x.reshaped([6, 2, 2])?.strides == [4, 2, 1])
    #expect(x.reshaped([4, 6])?.strides == [6, 1])
    #expect(x.reshaped([2, 1, 3, 1, 4])?.shape == [2, 1, 3, 1, 4])
    #expect(x.reshaped([4, 6])?.offset == 7)
  }

  @Test func axesMergeOnlyWhereMemoryIsWalkedWithoutAJump() {
    // Three of four columns.
    let x = location([2, 5, 3], [20, 4, 1])
    #expect(x.reshaped([10, 3])?.strides == [4, 1])
    #expect(x.reshaped([2, 15]) == nil)
    #expect(x.reshaped([30]) == nil)
    #expect(x.reshaped([5, 2, 3])?.strides == [8, 4, 1])
  }

  @Test func permutedAxesSplitButDoNotMerge() {
    let x = location([4, 6], [1, 4])
    #expect(x.reshaped([2, 2, 6])?.strides == [2, 1, 4])
    #expect(x.reshaped([4, 3, 2])?.strides == [1, 8, 4])
    #expect(x.reshaped([24]) == nil)
    #expect(x.reshaped([6, 4]) == nil)
  }

  @Test func repeatedElementsMerge() {
    let x = location([3, 4], [0, 0])
    #expect(x.reshaped([12])?.strides == [0])
    #expect(location([3, 4], [0, 1]).reshaped([12]) == nil)
  }

  @Test func axesOfSizeOneDoNotMatter() {
    let x = location([1, 4, 1, 3], [99, 3, 77, 1])
    #expect(x.reshaped([12])?.strides == [1])
    #expect(x.reshaped([12, 1, 1])?.shape == [12, 1, 1])
    #expect(location([1, 1], [5, 9]).reshaped([1]) != nil)
  }

  @Test func nothingHasAnyShape() {
    #expect(location([0, 4], [4, 1]).reshaped([2, 0]) != nil)
  }

  /// Every element is where it was, for all strided windows and shapes of a kind.
  @Test func elementsStayWhereTheyAre() {
    let targets: [Shape] = [
      [24], [2, 12], [12, 2], [4, 6], [2, 2, 6], [3, 8], [2, 3, 4], [6, 4],
    ]
    for padding in 0...1 {
      for axes in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [2, 1, 0], [1, 2, 0]] {
        let strides = [3 * (4 + padding), 4 + padding, 1]
        let x = location(
          Shape(axes.map { [2, 3, 4][$0] }), axes.map { strides[$0] })
        for target in targets {
          guard let y = x.reshaped(target) else { continue }
          #expect(y.addresses == x.addresses, "\(x) as \(target)")
        }
      }
    }
  }
}

extension Location {
  /// The place of every element, in order.
  fileprivate var addresses: [Int] {
    var places = [offset]
    for (size, stride) in zip(shape.sizes, strides) {
      places = places.flatMap { place in (0..<size).map { place + $0 * stride } }
    }
    return places
  }
}
