import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import ForeframeTensorGraph
import Testing

/// Generated kernels against a plain loop in double precision. The whole arena is compared, so a
/// store outside its view shows.
@Suite struct PointwiseTests {
  typealias View = PointwiseKernel.View
  typealias Operand = ScalarExpression.Operand

  /// Every function of leaves 0, 1 and 2, each with its own result.
  static let allFunctions: ScalarExpression = {
    let functions = ScalarFunction.allCases
    let instructions = functions.map { function in
      // The logarithm and the root take leaf 1, which is positive.
      let first: Operand = function == .log || function == .sqrt ? .leaf(1) : .leaf(0)
      let operands = [first, Operand.leaf(1), .leaf(2)].prefix(function.arity)
      return ScalarExpression.Instruction(function, Array(operands))
    }
    return ScalarExpression(
      leafCount: 3, instructions: instructions,
      results: functions.indices.map { Operand.instruction($0) })
  }()

  @Test(arguments: [1, 3, 4, 7, 15, 16, 17, 31, 1000])
  func everyFunction(count: Int) throws {
    let expression = PointwiseTests.allFunctions
    var numbers = Numbers(UInt64(count))
    let arena =
      numbers.floats(count, in: -4...4) + numbers.floats(count, in: 0.01...9)
      + numbers.floats(count, in: -2...2)
      + [Float](repeating: 77, count: expression.results.count * count + 40)
    let kernel = PointwiseKernel(
      extents: [count],
      leaves: (0..<3).map { View(offset: $0 * count, strides: [1]) },
      results: expression.results.indices.map { View(offset: (3 + $0) * count, strides: [1]) },
      expression: expression)
    let trial = PointwiseCase(kernels: [kernel], arena: arena)
    #expect(trial.error(try trial.onDevice(TestDevices.backend()), scale: 0.1) < 1e-6)
  }

  @Test func specialValues() throws {
    let special: [Float] = [
      0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude,
      -.leastNormalMagnitude / 8, .greatestFiniteMagnitude, 88, -88,
      104, -104,
    ]
    // Every pair, as leaves 0 and 1.
    let count = special.count * special.count
    let first = special.flatMap { a in special.map { _ in a } }
    let second = special.flatMap { _ in special }
    let exact: [ScalarFunction] = [
      .negate, .abs, .sign, .floor, .minimum, .maximum, .less, .select, .add, .subtract,
    ]
    let expression = ScalarExpression(
      leafCount: 2,
      instructions: exact.map { function in
        ScalarExpression.Instruction(
          function, Array([Operand.leaf(0), .leaf(1), .constant(-7.5)].prefix(function.arity)))
      }, results: exact.indices.map { .instruction($0) })
    let kernel = PointwiseKernel(
      extents: [count],
      leaves: [View(offset: 0, strides: [1]), View(offset: count, strides: [1])],
      results: exact.indices.map { View(offset: (2 + $0) * count, strides: [1]) },
      expression: expression)
    let trial = PointwiseCase(
      kernels: [kernel], arena: first + second + [Float](repeating: 5, count: exact.count * count))
    let found = try trial.onDevice(TestDevices.backend())
    for (position, (found, wanted)) in zip(found, trial.byHand()).enumerated() {
      guard position >= 2 * count else { continue }
      let function = exact[position / count - 2]
      var wanted = Float(wanted)
      // What is not a number stays visible through these three.
      let isUnordered =
        first[position % count].isNaN || (function != .sign && second[position % count].isNaN)
      if [.minimum, .maximum, .sign].contains(function), isUnordered { wanted = .nan }
      let same = found == wanted || (found.isNaN && wanted.isNaN)
      #expect(same, "\(function) at \(position): \(found), wanted \(wanted)")
    }
  }

  /// Random spaces of rank 1 to 6 with permuted, spread, reversed and broadcast views.
  @Test(arguments: 0..<18) func stridedViews(seed: Int) throws {
    var numbers = Numbers(UInt64(seed) + 100)
    let rank = seed % 6 + 1
    let choices = [1, 2, 3, 4, 5, 8, 15, 16, 17, 33]
    var extents = (0..<rank).map { _ in choices.randomElement(using: &numbers) ?? 1 }
    while extents.reduce(1, *) > 30000,
      let large = extents.indices.max(by: { extents[$0] < extents[$1] })
    {
      extents[large] = 2
    }
    var end = 0
    // A view of its own part of the arena: axes in any order, gaps, broadcast axes.
    func view(isResult: Bool) -> View {
      var order = Array(extents.indices)
      if Bool.random(using: &numbers) { order.shuffle(using: &numbers) }
      var strides = extents
      var offset = end
      var size = Bool.random(using: &numbers) ? 1 : 2
      for axis in order.reversed() {
        if !isResult, Int.random(in: 0..<4, using: &numbers) == 0 {
          strides[axis] = 0
        } else {
          strides[axis] = size
          size *= extents[axis]
        }
      }
      end += size + 3
      if !isResult, let axis = strides.indices.randomElement(using: &numbers),
        Bool.random(using: &numbers)
      {
        offset += strides[axis] * (extents[axis] - 1)
        strides[axis] = -strides[axis]
      }
      return View(offset: offset, strides: strides)
    }
    // ((a * b + c) < 0.3 ? a - d : c * 1.1), and a * b + c.
    let expression = ScalarExpression(
      leafCount: 4,
      instructions: [
        .init(.multiply, [.leaf(0), .leaf(1)]), .init(.add, [.instruction(0), .leaf(2)]),
        .init(.less, [.instruction(1), .constant(0.3)]), .init(.subtract, [.leaf(0), .leaf(3)]),
        .init(.multiply, [.leaf(2), .constant(1.1)]),
        .init(.select, [.instruction(2), .instruction(3), .instruction(4)]),
      ], results: [.instruction(5), .instruction(1), .leaf(3), .constant(2.5)])
    let leaves = (0..<4).map { _ in view(isResult: false) }
    let results = (0..<4).map { _ in view(isResult: true) }
    let kernel = PointwiseKernel(
      extents: extents, leaves: leaves, results: results, expression: expression)
    let trial = PointwiseCase(kernels: [kernel], arena: numbers.floats(end + 16, in: -1...1))
    #expect(trial.error(try trial.onDevice(TestDevices.backend())) < 1e-5)
  }

  /// A launch may write exactly where it reads, and the next one reads it.
  @Test(arguments: [5, 16, 40, 1003]) func inPlace(count: Int) throws {
    var numbers = Numbers(7)
    let expression = ScalarExpression(
      leafCount: 2, instructions: [.init(.multiply, [.leaf(0), .leaf(1)])],
      results: [.instruction(0), .leaf(0)])
    let a = View(offset: 0, strides: [1])
    let b = View(offset: count, strides: [1])
    let kernel = PointwiseKernel(
      extents: [count], leaves: [a, b], results: [a, b], expression: expression)
    let trial = PointwiseCase(
      kernels: [kernel, kernel, kernel], arena: numbers.floats(2 * count + 20, in: 0.5...1.5))
    #expect(trial.error(try trial.onDevice(TestDevices.backend())) < 1e-5)
  }

  /// Products and sums round separately, as on the C path.
  @Test func nothingIsFused() throws {
    let count = 1000
    var numbers = Numbers(11)
    let expression = ScalarExpression(
      leafCount: 3,
      instructions: [
        .init(.multiply, [.leaf(0), .leaf(1)]), .init(.add, [.instruction(0), .leaf(2)]),
        .init(.divide, [.instruction(1), .leaf(0)]),
      ], results: [.instruction(1), .instruction(2)])
    let kernel = PointwiseKernel(
      extents: [count], leaves: (0..<3).map { View(offset: $0 * count, strides: [1]) },
      results: (3..<5).map { View(offset: $0 * count, strides: [1]) }, expression: expression)
    let trial = PointwiseCase(kernels: [kernel], arena: numbers.floats(5 * count, in: 0.1...1))
    let found = try trial.onDevice(TestDevices.backend())
    for i in 0..<count {
      let (a, b, c) = (trial.arena[i], trial.arena[count + i], trial.arena[2 * count + i])
      let product = a * b
      let sum = product + c
      #expect(found[3 * count + i] == sum && found[4 * count + i] == sum / a)
    }
  }

  @Test func emptySpaceDoesNothing() throws {
    let expression = ScalarExpression(
      leafCount: 0, instructions: [], results: [.constant(1)])
    let kernel = PointwiseKernel(
      extents: [0], leaves: [], results: [View(offset: 0, strides: [1])], expression: expression)
    let trial = PointwiseCase(kernels: [kernel], arena: [3, 4])
    #expect(try trial.onDevice(TestDevices.backend()) == [3, 4])
  }
}
