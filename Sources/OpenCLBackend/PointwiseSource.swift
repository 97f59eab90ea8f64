import GraphCompiler
import TensorGraph

/// Prints the tape of a pointwise kernel as OpenCL C into the skeleton `Kernels/pointwise.cl`.
package struct PointwiseSource {
  /// Where a value can change, and so where it is loaded or computed.
  enum Level: Int, Comparable {
    case once, row, point

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  let shape: PointwiseShape
  let cut: PointwiseCut
  private var lines: [Level: [String]] = [:]
  private var instructionLevels: [Level] = []

  /// The text of a kernel called `name`, from the repeated part of the skeleton.
  package static func text(
    name: String, shape: PointwiseShape, cut: PointwiseCut, skeleton: String
  ) -> String {
    var source = PointwiseSource(shape: shape, cut: cut)
    source.printBody()
    // Large spaces need long indices; elsewhere short ones divide faster.
    let index = cut.units * cut.vector < Int(Int32.max) ? "uint" : "ulong"
    let offsets = source.offsetNames.map { ", const ff_int \($0)" }.joined()
    let values = [
      ("NAME", name), ("OFFSETS", offsets), ("INDEX", index), ("ROW_UNITS", "\(cut.rowUnits)"),
      ("UNITS", "\(cut.units)"), ("CHUNK", "\(cut.chunk)"),
      ("ONCE", source.block(.once, indent: "  ")),
      ("ROW", source.block(.row, indent: "    ")),
      ("POINT", source.block(.point, indent: "      ")),
    ]
    return fill(skeleton, values)
  }

  private init(shape: PointwiseShape, cut: PointwiseCut) {
    self.shape = shape
    self.cut = cut
  }

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
      let index = cut.units * cut.vector < Int(Int32.max) ? "uint" : "ulong"
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
    add(step == 0 ? level : .point, "const FLOATV x\(number) = \(value);")
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
      if shape.leafStrides[number].last != 0 {
        .point
      } else {
        shape.leafStrides[number].contains { $0 != 0 } ? .row : .once
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
