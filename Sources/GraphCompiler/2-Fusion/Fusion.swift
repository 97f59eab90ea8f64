import ForeframeTensorGraph

/// Decides which pointwise nodes are written to memory and which run together in one launch.
///
/// Nodes of one shape that no other kind of launch separates form one group, with one result per
/// stored node. A cheap function of stored values that only later groups use is computed again
/// there: a backward pass recomputes the gates' activations instead of keeping them.
///
/// A group that would read and write more tensors, or hold more values at a time, than a launch can
/// is cut into several (``GroupCutter``).
struct Fusion {
  /// Pointwise nodes whose values go to memory, by group.
  private(set) var groups: [[Int]] = []
  /// What each group computes.
  private(set) var tapes: [FusedTape] = []
  /// The group of each stored pointwise node.
  private(set) var groupOf: [Int: Int] = [:]

  /// Above this many functions, or above one transcendental, a value is stored, not recomputed.
  private static let recomputedFunctions = 6

  private let roles: NodeRoles
  private var level: [Int]
  private var isStored: [Bool]

  init(_ roles: NodeRoles) {
    self.roles = roles
    level = Array(repeating: 0, count: roles.graph.nodes.count)
    isStored = Array(repeating: false, count: roles.graph.nodes.count)
    assignLevels()
    chooseStored()
    formGroups()
    writeTapes()
  }

  /// Whether a consumer computes this operand itself rather than reading it.
  func isInlined(_ operand: Int, in group: Int) -> Bool {
    guard roles.role[operand] == .pointwise else { return false }
    return groupOf[operand].map { $0 == group } ?? true
  }

  private func shape(_ id: Int) -> Shape { roles.graph.nodes[id].shape }

  /// A pointwise edge that one launch can hold.
  private func isFusable(_ operand: Int, _ consumer: Int) -> Bool {
    roles.role[operand] == .pointwise && roles.role[consumer] == .pointwise
      && shape(operand) == shape(consumer)
  }

  private mutating func assignLevels() {
    for (id, node) in roles.graph.nodes.enumerated() {
      level[id] =
        node.operands.map { operand in
          isFusable(operand, id) || roles.role[operand] != .pointwise
            ? level[operand] : level[operand] + 1
        }.max() ?? 0
    }
  }

  private mutating func chooseStored() {
    /// What recomputing a node from stored values would take, unless that is too much.
    var recomputed: [Int: Set<Int>] = [:]
    for (id, node) in roles.graph.nodes.enumerated() where roles.role[id] == .pointwise {
      let consumers = roles.consumers[id]
      let needsMemory =
        roles.kept.contains(id) || consumers.contains { !isFusable(id, $0) }
      let isUsedLater = consumers.contains { isFusable(id, $0) && level[$0] != level[id] }
      var functions: Set<Int>? = [id]
      for operand in node.operands where isFusable(operand, id) && !isStored[operand] {
        guard let inner = recomputed[operand] else {
          functions = nil
          break
        }
        functions?.formUnion(inner)
      }
      if let known = functions, !isCheap(known) { functions = nil }
      recomputed[id] = functions
      isStored[id] = needsMemory || (isUsedLater && functions == nil)
    }
  }

  /// A gate's derivative s (1 - s) uses its activation twice and computes it once.
  private func isCheap(_ functions: Set<Int>) -> Bool {
    let transcendental = functions.count { id in
      if case .pointwise(let function) = roles.graph.nodes[id].op {
        function.isTranscendental
      } else {
        false
      }
    }
    return functions.count <= Self.recomputedFunctions && transcendental <= 1
  }

  /// Joins stored nodes of one level and shape that share a computation.
  private mutating func formGroups() {
    var parent = Array(roles.graph.nodes.indices)
    func root(_ id: Int) -> Int {
      var id = id
      while parent[id] != id { id = parent[id] }
      return id
    }
    for (id, node) in roles.graph.nodes.enumerated() where roles.role[id] == .pointwise {
      for operand in node.operands
      where isFusable(operand, id) && level[operand] == level[id] {
        let (a, b) = (root(operand), root(id))
        parent[max(a, b)] = min(a, b)
      }
    }
    var groupOfRoot: [Int: Int] = [:]
    for id in roles.graph.nodes.indices where isStored[id] {
      let top = root(id)
      if groupOfRoot[top] == nil {
        groupOfRoot[top] = groups.count
        groups.append([])
      }
      let group = groupOfRoot[top] ?? 0
      groups[group].append(id)
      groupOf[id] = group
    }
  }

  /// Writes every group's tape and cuts the groups that are too large for one launch.
  ///
  /// Level by level: what one group stores, later ones read instead of computing it again.
  private mutating func writeTapes() {
    var written: [Int: FusedTape] = [:]
    let order = groups.indices.sorted { (level[groups[$0][0]], $0) < (level[groups[$1][0]], $1) }
    for group in order {
      let whole = tape(of: group)
      if PointwiseKernel.holds(whole.expression) {
        written[group] = whole
        continue
      }
      let pieces = GroupCutter(roles, level, isStored, groupOf).pieces(of: whole, groups[group])
      var numbers: [Int] = []
      for (number, piece) in pieces.enumerated() {
        numbers.append(number == 0 ? group : groups.count)
        if number == 0 { groups[group] = piece } else { groups.append(piece) }
        for id in piece {
          groupOf[id] = numbers[number]
          isStored[id] = true
        }
      }
      for number in numbers { written[number] = tape(of: number) }
    }
    tapes = groups.indices.compactMap { written[$0] }
  }

  private func tape(of group: Int) -> FusedTape {
    FusedTape(roles.graph, writing: groups[group]) { isInlined($0, in: group) }
  }
}
