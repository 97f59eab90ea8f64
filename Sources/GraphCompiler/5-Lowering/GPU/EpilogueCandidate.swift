import ForeframeTensorGraph

/// A pointwise group right after a product, and who reads which of the product's sums.
struct EpilogueCandidate {
  /// What the group writes to memory.
  let nodes: [Int]
  let tape: FusedTape
  let shape: Shape
  let gates: Int
  /// For each of the tape's leaves, the gate that it is; nil for what is none.
  let gateOfLeaf: [Int?]
  /// Gates that others read, too.
  let stored: [Int]
  /// Gates that anyone reads.
  let wanted: [Int]

  init?(_ lowering: Lowering, _ product: Int, _ unit: Int) {
    let schedule = lowering.schedule
    guard lowering.compileTarget.epilogues != .never, !schedule.isPrologue[unit],
      schedule.units.indices.contains(unit + 1),
      case .fused(let group) = schedule.units[unit + 1], !schedule.isPrologue[unit + 1],
      !lowering.placement.assigningUnits.contains(unit + 1)
    else { return nil }
    nodes = lowering.fusion.groups[group]
    shape = lowering.graph.nodes[nodes[0]].shape
    guard let gates = Gates(lowering.graph, of: product, shape: shape) else { return nil }
    var (read, kept) = (Set<Int>(), Set<Int>())
    for reader in lowering.readers[product] {
      if reader.unit == unit + 1 {
        guard let gate = gates[reader.operand] else { return nil }
        read.insert(gate)
      } else {
        kept.formUnion(gates.touched(by: reader.operand) ?? 0...gates.count - 1)
      }
    }
    guard !read.isEmpty else { return nil }
    self.gates = gates.count
    tape = lowering.fusion.tapes[group]
    gateOfLeaf = tape.leaves.map { gates[$0] }
    stored = kept.sorted()
    wanted = read.union(kept).sorted()
  }
}
