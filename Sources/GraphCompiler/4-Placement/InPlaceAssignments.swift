import ForeframeTensorGraph

/// New values of parameters that are computed over the old ones, at the end of a run.
///
/// A pointwise group may do so if nobody reads what it writes, and if nothing that comes with it or after
/// it still wants the old value. The order of the units does not matter for that.
struct InPlaceAssignments {
  /// By the value, which one parameter takes.
  private(set) var parameterOf: [Int: Int] = [:]

  init(_ roles: NodeRoles, _ fusion: Fusion, _ schedule: Schedule) {
    let graph = roles.graph
    var candidates: [(unit: Int, value: Int, parameter: Int)] = []
    for (parameter, value) in graph.assignments {
      guard roles.role[value] == .pointwise, let unit = schedule.writer[value],
        graph.assignments.count(where: { $0.value == value }) == 1
      else { continue }
      candidates.append((unit, value, parameter))
    }
    let sources = SourceResolver(roles).sources
    var readers: [Int: Set<Int>] = [:]
    for (index, operands) in schedule.operands.enumerated() {
      for operand in operands {
        for source in sources[operand] { readers[source, default: []].insert(index) }
      }
    }
    let assigning = Set(candidates.map(\.unit))
    for (unit, value, parameter) in candidates {
      guard case .fused(let group) = schedule.units[unit],
        // It moves to the end, so nobody may read any of its results.
        fusion.groups[group].allSatisfy({ readers[$0, default: []].isEmpty }),
        schedule.operands[unit].allSatisfy({ operand in
          operand == parameter || !sources[operand].contains(parameter)
        }),
        // Nor may another parameter take the old value over as it is.
        graph.assignments.allSatisfy({ other in
          other.parameter == parameter || !sources[other.value].contains(parameter)
        }),
        // Nor may an output show the old value beside a new one.
        graph.outputs.allSatisfy({ output in
          !sources[output.node].contains(parameter)
            || !sources[output.node].contains { source in
              schedule.writer[source].map { assigning.contains($0) } ?? false
            }
        }),
        // Other such groups must not want the old value.
        readers[parameter, default: []].allSatisfy({ reader in
          reader == unit || !assigning.contains(reader)
        })
      else { continue }
      parameterOf[value] = parameter
    }
  }

  /// The units that write these values.
  func units(in schedule: Schedule) -> Set<Int> {
    Set(parameterOf.keys.compactMap { schedule.writer[$0] })
  }
}
