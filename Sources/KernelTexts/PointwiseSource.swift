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
  let form: PointwiseForm
  /// How many leaves are the product's sums, `gate[0]` and so on. They come first; the other leaves are
  /// views of the arena.
  let sums: Int
  private var lines: [Level: [String]] = [:]
  private var instructionLevels: [Level] = []

  /// The text of a kernel called `name`, from the repeated part of the skeleton.
  package static func text(
    name: String, shape: PointwiseShape, cut: PointwiseCut, skeleton: String
  ) -> String {
    let source = PointwiseSource(
      shape: shape, cut: cut, form: PointwiseForm(shape, cut), sums: 0)
    return fill(skeleton, source.cutValues + source.values(name: name))
  }

  /// The text of a kernel whose first leaves are `sums` sums of its product, from a skeleton with
  /// further values of its own.
  static func text(
    name: String, shape: PointwiseShape, sums: Int, skeleton: String,
    values: [(name: String, value: String)]
  ) -> String {
    let style = PointwiseStyle(widestVector: 1, items: 0, group: 1)
    let cut = PointwiseCut(shape, style: style)
    let form = PointwiseForm(shape, cut, printsSizes: true)
    let source = PointwiseSource(shape: shape, cut: cut, form: form, sums: sums)
    return fill(skeleton, values + source.values(name: name))
  }

  private init(shape: PointwiseShape, cut: PointwiseCut, form: PointwiseForm, sums: Int) {
    self.shape = shape
    self.cut = cut
    self.form = form
    self.sums = sums
    printBody()
  }

  /// The values that every skeleton is filled with.
  private func values(name: String) -> [(name: String, value: String)] {
    [
      ("NAME", name), ("ARGUMENTS", arguments),
      ("INDEX", index), ("ONCE", block(.once, indent: "  ")), ("ROW", block(.row, indent: "    ")),
      ("POINT", block(.point, indent: "      ")),
    ]
  }

  /// How the units of a kernel of its own are counted.
  private var cutValues: [(name: String, value: String)] {
    let hasRows = shape.extents.count > 1
    return [
      ("ROW_NUMBER", hasRows ? quotient("unit", "row_units", cut.rowUnits) : "0"),
      ("ROW_UNITS", hasRows ? size("row_units", cut.rowUnits) : size("units", cut.units)),
      ("UNITS", size("units", cut.units)),
      ("CHUNK", form.isSingle ? "1" : size("chunk", cut.chunk)),
    ]
  }

  /// Large spaces need long indices; elsewhere short ones divide faster.
  private var index: String { form.isWide ? "ulong" : "uint" }

  /// The type of coordinates and strides.
  private var coordinate: String { form.isWide || form.printed != nil ? "ff_int" : "int" }

  /// The parameters that follow the arena: offsets of leaves, then of results; sizes and strides.
  private var arguments: String {
    let offsets =
      shape.leafStrides.indices.map { "a\($0)" } + shape.resultStrides.indices.map { "b\($0)" }
    let numbers = form.numbers(shape, cut).map { number in
      "\(number.isStride ? coordinate : index) \(number.name)"
    }
    return (offsets.map { "ff_int \($0)" } + numbers).map { ", const \($0)" }.joined()
  }

  /// A size: the name of its argument, or the number itself.
  private func size(_ name: String, _ value: Int) -> String {
    form.printed == nil ? name : "\(value)"
  }

  /// A view's stride along an axis.
  private func stride(_ view: Int, _ axis: Int) -> String {
    let stride = shape.strides[view][axis]
    return stride == 1 && axis == shape.extents.count - 1
      ? "1" : size(PointwiseForm.stride(view, axis), stride)
  }

  /// A number divided by a size.
  private func quotient(_ number: String, _ name: String, _ value: Int) -> String {
    form.printed != nil || form.isWide
      ? "\(number) / \(size(name, value))"
      : "(uint)((ulong)\(number) * \(name)_factor >> \(name)_shift)"
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
      let name = "e\(axis)"
      add(.row, "const \(index) r\(axis) = \(quotient(rest, name, outer[axis]));")
      add(
        .row,
        "const \(coordinate) i\(axis) = \(rest) - r\(axis) * \(size(name, outer[axis]));")
      rest = "r\(axis)"
    }
    if !outer.isEmpty { add(.row, "const \(coordinate) i0 = \(rest);") }
  }

  /// Declares a pointer to a view's row and returns at which level it is known.
  private mutating func printPointer(
    _ name: String, _ offset: String, view: Int, _ qualifier: String
  ) -> Level {
    let moving = shape.strides[view].dropLast().enumerated().filter { $0.element != 0 }
    let level: Level = moving.isEmpty ? .once : .row
    let terms = moving.map { " + i\($0.offset) * \(stride(view, $0.offset))" }.joined()
    add(level, "global \(qualifier)float *\(name) = arena + (\(offset)\(terms));")
    return level
  }

  private mutating func printLoad(_ number: Int, _ strides: [Int]) {
    let level = printPointer("p\(number)", "a\(number)", view: number, "const ")
    let step = strides.last ?? 0
    let distance = step == 0 ? "0" : stride(number, strides.count - 1)
    let length = size("row_length", shape.rowLength)
    let value =
      switch step {
      case 0: "NUMBER(*p\(number))"
      case 1 where cut.vector == 1: "p\(number)[x]"
      case _ where cut.vector == 1: "p\(number)[(\(coordinate))x * \(distance)]"
      case 1 where form.isWhole: "LOADV(p\(number) + x)"
      case 1: "load_part(p\(number) + x, \(length) - x)"
      default:
        "load_strided(p\(number) + (\(coordinate))x * \(distance), \(distance), \(length) - x)"
      }
    add(step == 0 ? level : .point, "const FLOATV x\(sums + number) = \(value);")
  }

  private mutating func printStore(_ number: Int, _ strides: [Int]) {
    let view = shape.leafStrides.count + number
    _ = printPointer("q\(number)", "b\(number)", view: view, "")
    let value = text(of: shape.expression.results[number])
    if cut.vector == 1 {
      let distance = strides.isEmpty ? "1" : stride(view, strides.count - 1)
      add(.point, "q\(number)[(\(coordinate))x * \(distance)] = \(value);")
    } else if form.isWhole {
      add(.point, "STOREV(\(value), q\(number) + x);")
    } else {
      let length = size("row_length", shape.rowLength)
      add(.point, "store_part(\(value), q\(number) + x, \(length) - x);")
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
