/// Who reads what lies in memory, and through which views.
struct Readers {
  struct Reader {
    /// The unit; nil for the host, or a parameter that takes the value.
    var unit: Int?
    /// The node that it reads.
    var operand: Int
  }

  /// By node that is written to memory.
  private var readers: [Int: [Reader]] = [:]

  init(_ roles: NodeRoles, _ schedule: Schedule) {
    let sources = SourceResolver(roles).sources
    for (unit, operands) in schedule.operands.enumerated() {
      for operand in operands {
        for source in sources[operand] {
          readers[source, default: []].append(Reader(unit: unit, operand: operand))
        }
      }
    }
    for operand in roles.kept {
      for source in sources[operand] {
        readers[source, default: []].append(Reader(unit: nil, operand: operand))
      }
    }
  }

  subscript(node: Int) -> [Reader] { readers[node] ?? [] }
}
