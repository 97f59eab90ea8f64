extension ScalarExpression {
  /// The largest number of values that must be held at a time while the instructions run in their
  /// order: values that a later instruction reads, and all results.
  public var liveValues: Int {
    var readers = [Int](repeating: 0, count: instructions.count)
    for instruction in instructions {
      for case .instruction(let value) in Set(instruction.operands) { readers[value] += 1 }
    }
    for case .instruction(let value) in results { readers[value] += 1 }
    var (live, most) = (0, 0)
    for (index, instruction) in instructions.enumerated() {
      for case .instruction(let value) in Set(instruction.operands) {
        readers[value] -= 1
        if readers[value] == 0 { live -= 1 }
      }
      live += 1
      most = max(most, live)
      if readers[index] == 0 { live -= 1 }
    }
    return most
  }
}
