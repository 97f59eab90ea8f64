import ForeframeTensorGraph

extension Lowering {
  /// The pointwise group after a product, if it can be computed from the product's sums before they
  /// are written: it comes right after, it reads slices of the sums' channels, all of the width of
  /// its own results, at the same pixel, and it has the shape of such a slice.
  ///
  /// - Parameters:
  ///   - result: the node that is in memory when the product has run, with its addends.
  ///   - unit: the product's place in the schedule.
  /// - Returns: what has to be computed, or nil if the product writes its sums as usual.
  mutating func epilogue(
    ofProduct result: Int, _ unit: Int, bias: Location?, addend: Location?
  ) -> PendingEpilogue? {
    guard let candidate = EpilogueCandidate(self, result, unit) else { return nil }
    guard let home = placement.home[result] else { return nil }
    let (shape, last) = (candidate.shape, candidate.shape.rank - 1)
    let (gates, channels) = (candidate.gates, candidate.shape[last])
    func slice(_ location: Location, _ gate: Int) -> Location {
      location.sliced(axis: last, start: gate * channels, count: channels)
    }
    var leaves: [Location] = []
    var instructions: [ScalarExpression.Instruction] = []
    var sums = (0..<gates).map { ScalarExpression.Operand.leaf($0) }
    func add(_ location: Location, to gate: Int) {
      leaves.append(location)
      let operands = [sums[gate], .leaf(gates + leaves.count - 1)]
      instructions.append(ScalarExpression.Instruction(.add, operands))
      sums[gate] = .instruction(instructions.count - 1)
    }
    for gate in candidate.wanted {
      if let bias { add(slice(bias.row(of: home.shape), gate), to: gate) }
      if let addend { add(slice(addend, gate), to: gate) }
    }
    // The group's own tape, after these additions.
    var leafOperands: [ScalarExpression.Operand] = []
    for (leaf, gate) in zip(candidate.tape.leaves, candidate.gateOfLeaf) {
      if let gate {
        leafOperands.append(sums[gate])
      } else {
        leaves.append(locate(leaf).broadcast(to: shape))
        leafOperands.append(.leaf(gates + leaves.count - 1))
      }
    }
    let first = instructions.count
    func moved(_ operand: ScalarExpression.Operand) -> ScalarExpression.Operand {
      switch operand {
      case .leaf(let number): leafOperands[number]
      case .instruction(let number): .instruction(first + number)
      case .constant: operand
      }
    }
    for instruction in candidate.tape.instructions {
      instructions.append(
        ScalarExpression.Instruction(instruction.function, instruction.operands.map(moved)))
    }
    var results = candidate.nodes.map { node in
      guard let home = placement.home[node] else { preconditionFailure("no memory for result") }
      return home
    }
    results += candidate.stored.map { slice(home, $0) }
    guard leaves.count + results.count <= GPUEpilogue.mostViews else { return nil }
    let expression = ScalarExpression(
      leafCount: gates + leaves.count, instructions: instructions,
      results: candidate.tape.results.map(moved) + candidate.stored.map { sums[$0] })
    return PendingEpilogue(
      gates: gates, expression: expression, shape: shape, leaves: leaves, results: results)
  }
}

extension Location {
  /// A contiguous row of channels, seen as if every pixel of `shape` had it.
  fileprivate func row(of shape: Shape) -> Location {
    Location(
      slot: slot, offset: offset, shape: shape,
      strides: [Int](repeating: 0, count: shape.rank - 1) + [1])
  }
}
