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

  private static let style = PointwiseStyle(widestVector: 16, items: 2, group: 1)

  /// A kernel's form, its text and the arguments that follow the offsets.
  private func printed(
    _ kernel: PointwiseKernel
  ) -> (form: PointwiseForm, text: String, arguments: [Int]) {
    let shape = PointwiseShape(kernel)
    let cut = PointwiseCut(shape, style: Self.style)
    let form = PointwiseForm(shape, cut)
    let text = PointwiseSource.text(
      name: "trial", shape: shape, cut: cut, skeleton: KernelText.pointwise.skeleton)
    return (form, text, form.arguments(shape, cut))
  }

  @Test func offsetsSizesAndStridesAreNotPartOfTheText() {
    let first = printed(Self.kernel(offset: 0))
    let later = printed(Self.kernel(offset: 4096))
    #expect(later.form == first.form && later.text == first.text)
    #expect(later.arguments == first.arguments)
    var wider = Self.kernel(offset: 0, extents: [50, 128])
    wider.leaves[0].strides = [777, 1]
    let other = printed(wider)
    #expect(other.form == first.form && other.text == first.text)
    #expect(other.arguments != first.arguments && other.arguments.contains(777))
    #expect(other.arguments.count == first.arguments.count)
  }

  /// Where a view does not move, nothing is loaded again; where rows are whole vectors, no lane is masked.
  @Test func howViewsMoveIsPartOfTheText() {
    let first = printed(Self.kernel(offset: 0))
    var broadcast = Self.kernel(offset: 0)
    broadcast.leaves[0].strides = [0, 1]
    var strided = Self.kernel(offset: 0)
    strided.leaves[0].strides = [640, 10]
    let odd = Self.kernel(offset: 0, extents: [3, 65])
    for other in [broadcast, strided, odd].map(printed) {
      #expect(other.form != first.form && other.text != first.text)
    }
  }

  /// OpenCL promises room for 1,024 bytes of arguments.
  @Test func sizesOfManyViewsAreWrittenIntoTheText() {
    func kernel(_ views: Int) -> PointwiseKernel {
      PointwiseKernel(
        extents: [2, 3, 4, 5],
        leaves: (0..<views).map { .init(offset: 1000 * $0, strides: [500, 100, 10, 2]) },
        results: [.init(offset: 0, strides: [60, 20, 5, 1])],
        expression: ScalarExpression(
          leafCount: views, instructions: [], results: [.leaf(views - 1)]))
    }
    let few = printed(kernel(20))
    #expect(few.arguments.contains(500) && !few.text.contains("500"))
    let many = printed(kernel(60))
    #expect(many.arguments.isEmpty && many.text.contains("i0 * 500"))
  }

  @Test func divisionsAreExact() {
    let largest = Int(Int32.max)
    var divisors = Array(1...200)
    for power in 3...30 {
      let two: Int = 1 << power
      divisors += [two - 1, two, two + 1]
    }
    for divisor in divisors + [largest - 1, largest] {
      let division = Division(by: divisor)
      #expect(division.factor >> 32 == 0)
      var nearMultiples: [Int] = []
      for factor in [1, 2, 3, 1000, largest / divisor] {
        let multiple = factor * divisor
        nearMultiples += [multiple - 1, multiple, multiple + 1]
      }
      for number in nearMultiples + [0, 1, largest] where (0...largest).contains(number) {
        #expect((number * division.factor) >> division.shift == number / divisor)
      }
    }
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
