import ForeframeGraphCompiler
import ForeframeTensorGraph

/// Prints a tape as OpenCL C into a skeleton: that of pointwise kernels, `Kernels/pointwise.cl`, or
/// that of a product, whose sums are the tape's first leaves (``EpilogueText``).
package struct PointwiseSource {
  /// How often a value changes, and so where it is loaded or computed.
  enum Level: Int, Comparable {
    case once, row, point

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  let shape: PointwiseShape
  let cut: PointwiseCut
  /// How many leaves are the product's sums, `gate[0]` and so on. They come first; the other leaves are
  /// views of the arena.
  let sums: Int
  private var lines: [Level: [String]] = [:]
  private var instructionLevels: [Level] = []

  /// The text of a kernel called `name`, from the repeated part of the skeleton.
  package static func text(
    name: String, shape: PointwiseShape, cut: PointwiseCut, skeleton: String
  ) -> String {
    let source = PointwiseSource(shape: shape, cut: cut, sums: 0)
    let values = [
      ("ROW_UNITS", "\(cut.rowUnits)"), ("UNITS", "\(cut.units)"), ("CHUNK", "\(cut.chunk)"),
    ]
    return fill(skeleton, values + source.values(name: name))
  }

  /// The text of a kernel whose first leaves are `sums` sums of its product, from a skeleton with
  /// further values of its own.
  static func text(
    name: String, shape: PointwiseShape, sums: Int, skeleton: String,
    values: [(name: String, value: String)]
  ) -> String {
    let style = PointwiseStyle(widestVector: 1, items: 0, group: 1)
    let source = PointwiseSource(shape: shape, cut: PointwiseCut(shape, style: style), sums: sums)
    return fill(skeleton, values + source.values(name: name))
  }

  private init(shape: PointwiseShape, cut: PointwiseCut, sums: Int) {
    self.shape = shape
    self.cut = cut
    self.sums = sums
    printBody()
  }

  /// The values that every skeleton is filled with.
  private func values(name: String) -> [(name: String, value: String)] {
    [
      ("NAME", name), ("OFFSETS", offsetNames.map { ", const ff_int \($0)" }.joined()),
      ("INDEX", index), ("ONCE", block(.once, indent: "  ")), ("ROW", block(.row, indent: "    ")),
      ("POINT", block(.point, indent: "      ")),
    ]
  }

  /// Large spaces need long indices; elsewhere short ones divide faster.
  private var index: String { cut.units * cut.vector < Int(Int32.max) ? "uint" : "ulong" }

  /// The parameters that follow the arena: leaves, then results.
  private var offsetNames: [String] {
    shape.leafStrides.indices.map { "a\($0)" } + shape.resultStrides.indices.map { "b\($0)" }
  }

  private func block(_ level: Level, indent: String) -> String {
    (lines[level] ?? []).joined(separator: "\n" + indent)
  }

  private mutating func add(_ level: Level, _ line: String) {
    lines[level, default: []].append(line)
  }

  private mutating func printBody() {
    printCoordinates()
    for number in 0..<sums { add(.point, "const FLOATV x\(number) = gate[\(number)];") }
    for (number, strides) in shape.leafStrides.enumerated() { printLoad(number, strides) }
    for (number, instruction) in shape.expression.instructions.enumerated() {
      let level = instruction.operands.map(level(of:)).max() ?? .once
      instructionLevels.append(level)
      let value = instruction.function.text(instruction.operands.map(text(of:)))
      add(level, "const FLOATV t\(number) = \(value);")
    }
    for (number, strides) in shape.resultStrides.enumerated() { printStore(number, strides) }
  }
}

extension PointwiseSource {
  /// i0, i1, ...: where a row lies along the outer axes.
  private mutating func printCoordinates() {
    let outer = Array(shape.extents.dropLast())
    var rest = "row"
    for axis in outer.indices.reversed() where axis > 0 {
      add(.row, "const \(index) r\(axis) = \(rest) / \(outer[axis]);")
      add(.row, "const ff_int i\(axis) = \(rest) - r\(axis) * \(outer[axis]);")
      rest = "r\(axis)"
    }
    if !outer.isEmpty { add(.row, "const ff_int i0 = \(rest);") }
  }

  /// Declares a pointer to a view's row and returns at which level it is known.
  private mutating func printPointer(
    _ name: String, _ offset: String, _ strides: [Int], _ qualifier: String
  ) -> Level {
    let steps = strides.dropLast().enumerated().filter { $0.element != 0 }
    let level: Level = steps.isEmpty ? .once : .row
    let terms = steps.map { " + i\($0.offset) * \($0.element)" }.joined()
    add(level, "global \(qualifier)float *\(name) = arena + (\(offset)\(terms));")
    return level
  }

  private mutating func printLoad(_ number: Int, _ strides: [Int]) {
    let level = printPointer("p\(number)", "a\(number)", strides, "const ")
    let step = strides.last ?? 0
    let whole = shape.rowLength % cut.vector == 0
    let value =
      switch step {
      case 0: "NUMBER(*p\(number))"
      case _ where cut.vector == 1: step == 1 ? "p\(number)[x]" : "p\(number)[(ff_int)x * \(step)]"
      case 1: whole ? "LOADV(p\(number) + x)" : "load_part(p\(number) + x, \(shape.rowLength) - x)"
      default: "load_strided(p\(number) + (ff_int)x * \(step), \(step), \(shape.rowLength) - x)"
      }
    add(step == 0 ? level : .point, "const FLOATV x\(sums + number) = \(value);")
  }

  private mutating func printStore(_ number: Int, _ strides: [Int]) {
    _ = printPointer("q\(number)", "b\(number)", strides, "")
    let value = text(of: shape.expression.results[number])
    let step = strides.last ?? 1
    if cut.vector == 1 {
      add(.point, "q\(number)[(ff_int)x * \(step)] = \(value);")
    } else if shape.rowLength % cut.vector == 0 {
      add(.point, "STOREV(\(value), q\(number) + x);")
    } else {
      add(.point, "store_part(\(value), q\(number) + x, \(shape.rowLength) - x);")
    }
  }

  private func level(of operand: ScalarExpression.Operand) -> Level {
    switch operand {
    case .constant: .once
    case .instruction(let number): instructionLevels[number]
    case .leaf(let number):
      if number < sums || shape.leafStrides[number - sums].last != 0 {
        .point
      } else {
        shape.leafStrides[number - sums].contains { $0 != 0 } ? .row : .once
      }
    }
  }

  private func text(of operand: ScalarExpression.Operand) -> String {
    switch operand {
    case .leaf(let number): "x\(number)"
    case .instruction(let number): "t\(number)"
    case .constant(let value): "NUMBER(\(exactText(value)))"
    }
  }
}

/// Replaces `$NAME` by its value. Longer names come first, since `$ROW` begins `$ROW_UNITS`.
private func fill(_ skeleton: String, _ values: [(name: String, value: String)]) -> String {
  var parts = skeleton.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
  for index in parts.indices.dropFirst() {
    guard let (name, value) = values.first(where: { parts[index].hasPrefix($0.name) }) else {
      continue
    }
    parts[index] = value + parts[index].dropFirst(name.count)
  }
  return parts.joined()
}
