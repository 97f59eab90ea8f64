/// How exactly products are computed. State, sums, losses, weights and files are always float32.
public enum Precision: String, Hashable, Sendable, CaseIterable {
  /// Products of 32-bit numbers.
  case fp32
  /// All products round both operands to tf32 (11 bits of mantissa, to the nearest, ties away from
  /// zero); they sum in float32. For GPUs with matrix units.
  case tf32
  /// Convolutions, matrix products and filter gradients may round both operands to bf16 (8 bits of
  /// mantissa, to the nearest, ties to even) where that is faster, on a GPU always; they sum in
  /// float32.
  case bf16

  /// The largest error that counts as right: relative to a result's deviation, of rounded operands to
  /// its root mean square (docs/kernels.md says why).
  public var tolerance: Double {
    switch self {
    case .fp32: 2e-5
    case .tf32: 2e-3
    case .bf16: 2e-2
    }
  }
}

extension Precision {
  /// The nearest number that an operand may be.
  package func rounded(_ x: Float) -> Float {
    if x.isNaN { return x }
    let word = x.bitPattern
    return switch self {
    case .fp32: x
    case .tf32: Float(bitPattern: (word &+ 0x1000) & 0xFFFF_E000)
    case .bf16: Float(bitPattern: (word &+ 0x7FFF &+ (word >> 16 & 1)) & 0xFFFF_0000)
    }
  }

  /// Steps that a matrix instruction sums in this precision; 0 where there is none.
  package var matrixDepth: Int64 {
    switch self {
    case .fp32: 0
    case .tf32: 8
    case .bf16: 16
    }
  }

  /// Numbers in a word of a matrix instruction's operand: side by side along the sum.
  package var numbersInWord: Int { self == .bf16 ? 2 : 1 }

  /// The precision of a launch with matrix instructions of that depth, or without any.
  init(matrixDepth: Int64) {
    guard let precision = Precision.allCases.first(where: { $0.matrixDepth == matrixDepth }) else {
      preconditionFailure("there is no matrix instruction over \(matrixDepth) steps")
    }
    self = precision
  }

  /// The name of a launch, with its precision if that is not the usual one.
  func label(_ name: String) -> String { self == .fp32 ? name : "\(name) \(rawValue)" }
}
