/// A size or a stride that a pointwise kernel takes as an argument.
struct PointwiseNumber: Equatable {
  var name: String
  var value: Int
  /// Strides may be negative.
  var isStride = false
}

extension PointwiseForm {
  /// The arguments that follow the offsets of the views, in order: of 32 bits, or of 64 in a wide form.
  package func arguments(_ shape: PointwiseShape, _ cut: PointwiseCut) -> [Int] {
    numbers(shape, cut).map(\.value)
  }

  /// Whether the arguments have 64 bits.
  package var hasWideArguments: Bool { isWide }

  /// Sizes, then strides. The names do not depend on the values.
  func numbers(_ shape: PointwiseShape, _ cut: PointwiseCut) -> [PointwiseNumber] {
    if printed != nil { return [] }
    var numbers = [PointwiseNumber(name: "units", value: cut.units)]
    func divisor(_ name: String, _ value: Int) {
      numbers.append(PointwiseNumber(name: name, value: value))
      if isWide { return }
      let division = Division(by: value)
      numbers.append(PointwiseNumber(name: "\(name)_factor", value: division.factor))
      numbers.append(PointwiseNumber(name: "\(name)_shift", value: division.shift))
    }
    if !isSingle { numbers.append(PointwiseNumber(name: "chunk", value: cut.chunk)) }
    let outer = shape.extents.dropLast()
    if !outer.isEmpty { divisor("row_units", cut.rowUnits) }
    if vector > 1 { numbers.append(PointwiseNumber(name: "row_length", value: shape.rowLength)) }
    for (axis, extent) in outer.enumerated() where axis > 0 { divisor("e\(axis)", extent) }
    for (view, (steps, strides)) in zip(steps, shape.strides).enumerated() {
      for (axis, step) in steps.enumerated() where step == .any {
        numbers.append(
          PointwiseNumber(name: Self.stride(view, axis), value: strides[axis], isStride: true))
      }
    }
    return numbers
  }

  /// The name of a view's stride.
  static func stride(_ view: Int, _ axis: Int) -> String { "s\(view)_\(axis)" }
}

/// A division of numbers below 2^31 as a multiplication and a shift, which is as fast as the division by
/// a constant that a compiler sees: n / d = n * factor >> shift in 64 bits.
package struct Division {
  package let factor: Int
  package let shift: Int

  /// - Parameter divisor: from 1 to 2^31.
  package init(by divisor: Int) {
    // The least number of bits with 2^bits >= divisor.
    let bits = Int.bitWidth - (divisor - 1).leadingZeroBitCount
    shift = 31 + bits
    factor = ((1 << shift) + divisor - 1) / divisor
  }
}
