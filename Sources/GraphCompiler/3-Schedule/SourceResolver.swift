/// For every node, the nodes in memory that it shows: itself, or what its views and
/// concatenations are made of.
struct SourceResolver {
  private(set) var sources: [[Int]]

  init(_ roles: NodeRoles) {
    sources = []
    for (id, node) in roles.graph.nodes.enumerated() {
      switch roles.role[id] {
      case .view: sources.append(sources[node.operands[0]])
      case .concat, .joined:
        sources.append(Array(Set(node.operands.flatMap { sources[$0] })).sorted())
      case .given, .constant, .pointwise, .kernel, .sum, .absorbed: sources.append([id])
      }
    }
  }
}
