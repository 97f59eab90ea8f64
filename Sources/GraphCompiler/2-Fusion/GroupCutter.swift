import ForeframeTensorGraph

/// Cuts a pointwise group that is too large for one launch into several that follow each other.
///
/// The group's tape is cut into runs of instructions. What a later run reads of an earlier one is
/// written to memory; what lower levels only had recomputed here is recomputed by each run that needs
/// it. A run reads only what earlier runs and lower levels write, so the runs never form a cycle.
struct GroupCutter {
  private let roles: NodeRoles
  private let level: [Int]
  private let isStored: [Bool]
  private let groupOf: [Int: Int]

  /// So few instructions never hold more values than a launch can, in whatever order they run.
  private static let mostInstructions = PointwiseKernel.maximumLiveValues

  init(_ roles: NodeRoles, _ level: [Int], _ isStored: [Bool], _ groupOf: [Int: Int]) {
    (self.roles, self.level) = (roles, level)
    (self.isStored, self.groupOf) = (isStored, groupOf)
  }

  /// The nodes that each run writes to memory, ascending.
  func pieces(of tape: FusedTape, _ group: [Int]) -> [[Int]] {
    // What the group itself has to compute, in the order of the tape.
    let own = tape.computed.filter { level[$0] == level[group[0]] }
    let position = Dictionary(uniqueKeysWithValues: own.enumerated().map { ($1, $0) })
    var lastUse = [Int](repeating: -1, count: own.count)
    for (index, id) in own.enumerated() {
      for operand in roles.graph.nodes[id].operands {
        if let place = position[operand] { lastUse[place] = index }
      }
    }
    func written(_ run: Range<Int>) -> [Int] {
      run.filter { isStored[own[$0]] || lastUse[$0] >= run.upperBound }.map { own[$0] }
    }
    var pieces: [[Int]] = []
    var start = 0
    while start < own.count {
      var run = Run()
      var end = start
      for next in start..<own.count {
        take(own[next], into: &run, position)
        if run.computed.count > Self.mostInstructions
          || run.read.count >= PointwiseKernel.maximumViews
        {
          break
        }
        let results = written(start..<(next + 1)).count
        if run.read.count + results <= PointwiseKernel.maximumViews { end = next + 1 }
      }
      precondition(end > start, "one function needs more than a launch can hold")
      pieces.append(written(start..<end).sorted())
      start = end
    }
    return pieces
  }

  /// What a run computes and what it reads.
  private struct Run {
    var computed: Set<Int> = []
    var read: Set<Int> = []
  }

  private func take(_ id: Int, into run: inout Run, _ own: [Int: Int]) {
    guard run.computed.insert(id).inserted else { return }
    for operand in roles.graph.nodes[id].operands where roles.role[operand] != .constant {
      if run.computed.contains(operand) { continue }
      if roles.role[operand] == .pointwise, own[operand] == nil, groupOf[operand] == nil {
        take(operand, into: &run, own)
      } else {
        run.read.insert(operand)
      }
    }
  }
}
