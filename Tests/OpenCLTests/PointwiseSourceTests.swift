import ForeframeGraphCompiler
import ForeframeKernelTexts
import ForeframeTensorGraph
import Testing

@Suite struct PointwiseSourceTests {
  static func kernel(offset: Int, extents: [Int] = [3, 64]) -> PointwiseKernel {
    PointwiseKernel(
      extents: extents,
      leaves: [
        .init(offset: offset, strides: [64, 1]), .init(offset: offset + 500, strides: [0, 1]),
        .init(offset: 9, strides: [1, 0]),
      ],
      results: [.init(offset: offset + 1000, strides: [64, 1])],
      expression: ScalarExpression(
        leafCount: 3,
        instructions: [
          .init(.exp, [.leaf(2)]), .init(.multiply, [.leaf(0), .leaf(1)]),
          .init(.add, [.instruction(0), .instruction(1)]),
        ], results: [.instruction(2)]))
  }

  @Test func offsetsAreNotPartOfTheText() {
    let first = PointwiseShape(PointwiseSourceTests.kernel(offset: 0))
    #expect(first == PointwiseShape(PointwiseSourceTests.kernel(offset: 4096)))
    #expect(first != PointwiseShape(PointwiseSourceTests.kernel(offset: 0, extents: [4, 64])))
  }

  @Test func everyPlaceholderIsReplacedAndRowsAreHoisted() throws {
    let shape = PointwiseShape(PointwiseSourceTests.kernel(offset: 0))
    let cut = PointwiseCut(shape, style: PointwiseStyle(widestVector: 16, items: 2, group: 1))
    let text = PointwiseSource.text(
      name: "trial", shape: shape, cut: cut, skeleton: KernelText.pointwise.skeleton)
    #expect(!text.contains("$"))
    #expect(text.contains("kernel void trial(global float *arena, const ff_int a0"))
    // The exponential depends on the row alone, so it stands before the loop over points.
    let lines = text.split(separator: "\n")
    let loop = try #require(lines.firstIndex { $0.contains("for (") })
    let exponential = try #require(lines.firstIndex { $0.contains("exp") })
    #expect(exponential < loop)
  }

  @Test(arguments: [1, 15, 16, 17, 1000]) func itemsCoverEveryUnit(length: Int) {
    for rows in [1, 2, 7, 100] {
      for items in [0, 1, 16] {
        let shape = PointwiseShape(PointwiseSourceTests.kernel(offset: 0, extents: [rows, length]))
        let cut = PointwiseCut(
          shape, style: PointwiseStyle(widestVector: 16, items: items, group: 1))
        #expect(cut.rowUnits * cut.vector >= length)
        #expect((cut.rowUnits - 1) * cut.vector < length)
        #expect(cut.units == cut.rowUnits * rows)
        #expect(cut.items * cut.chunk >= cut.units)
        #expect((cut.items - 1) * cut.chunk < cut.units)
      }
    }
  }

  @Test func constantsAreExact() {
    #expect(exactText(1) == "1.0f")
    #expect(exactText(-3) == "-3.0f")
    #expect(exactText(0.1) == "0x1.99999ap-4f")
    #expect(exactText(Float(bitPattern: 0x8000_0001)) == "-0x0.000002p-126f")
    #expect(exactText(.infinity) == "as_float(0x7f800000u)")
    var numbers = Numbers(3)
    for _ in 0..<1000 {
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: numbers.next()))
      guard value.isFinite else { continue }
      // Swift reads the same literals, without the suffix.
      #expect(Float(String(exactText(value).dropLast())) == value)
    }
    #expect(exactText(-0.0) == "-0.0f")
  }
}
