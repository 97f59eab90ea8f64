import CForeframeKernels
import ForeframeTensorGraph

/// A scalar expression with its values in few registers: each is reused once its value is dead.
struct RegisterTape {
  private(set) var constants: [Float] = []
  private(set) var instructions: [ff_instruction] = []
  private(set) var results: [Int32] = []
  private(set) var registerCount = 0

  init(_ expression: ScalarExpression) {
    // The last instruction that reads each value; results are read at the end.
    var lastUse = [Int](repeating: -1, count: expression.instructions.count)
    for (index, instruction) in expression.instructions.enumerated() {
      for case .instruction(let value) in instruction.operands { lastUse[value] = index }
    }
    for case .instruction(let value) in expression.results { lastUse[value] = Int.max }

    var bits: [UInt32: Int] = [:]
    func constant(_ value: Float) -> Int {
      if let known = bits[value.bitPattern] { return known }
      bits[value.bitPattern] = constants.count
      constants.append(value)
      return constants.count - 1
    }
    for instruction in expression.instructions {
      for case .constant(let value) in instruction.operands { _ = constant(value) }
    }
    for case .constant(let value) in expression.results { _ = constant(value) }

    var register = [Int](repeating: -1, count: expression.instructions.count)
    func source(_ operand: ScalarExpression.Operand) -> Int32 {
      switch operand {
      case .leaf(let leaf): Int32(leaf)
      case .constant(let value): Int32(expression.leafCount + (bits[value.bitPattern] ?? 0))
      case .instruction(let value):
        Int32(expression.leafCount + constants.count + register[value])
      }
    }
    var free: [Int] = []
    for (index, instruction) in expression.instructions.enumerated() {
      let sources = instruction.operands.map(source)
      for case .instruction(let value) in Set(instruction.operands) where lastUse[value] == index {
        free.append(register[value])
      }
      if free.isEmpty {
        free.append(registerCount)
        registerCount += 1
      }
      register[index] = free.removeLast()
      var encoded = ff_instruction()
      encoded.function = Int32(instruction.function.rawValue)
      encoded.arity = Int32(instruction.function.arity)
      encoded.destination = Int32(register[index])
      encoded.operands = (
        sources[0], sources.count > 1 ? sources[1] : 0, sources.count > 2 ? sources[2] : 0
      )
      instructions.append(encoded)
      // A value nobody reads frees its register at once.
      if lastUse[index] < 0 { free.append(register[index]) }
    }
    results = expression.results.map(source)
    precondition(
      registerCount <= Int(ff_maximum_registers),
      "\(registerCount) live values in one fused launch")
  }
}
