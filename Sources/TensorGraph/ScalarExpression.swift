/// A small tape of scalar functions: what one fused pointwise launch computes for one element.
///
/// Leaves are the values read from memory; results are the values written to memory.
public struct ScalarExpression: Hashable, Sendable {
  /// Where an instruction takes a number from.
  public enum Operand: Hashable, Sendable {
    /// The value read through leaf number `n`.
    case leaf(Int)
    /// A number known when the program is compiled.
    case constant(Float)
    /// The value of an earlier instruction of the tape.
    case instruction(Int)
  }

  /// One step of the tape.
  public struct Instruction: Hashable, Sendable {
    public var function: ScalarFunction
    public var operands: [Operand]

    public init(_ function: ScalarFunction, _ operands: [Operand]) {
      precondition(operands.count == function.arity, "\(function) takes \(function.arity) operands")
      self.function = function
      self.operands = operands
    }
  }

  public var leafCount: Int
  public var instructions: [Instruction]
  public var results: [Operand]

  public init(leafCount: Int, instructions: [Instruction], results: [Operand]) {
    self.leafCount = leafCount
    self.instructions = instructions
    self.results = results
  }
}
