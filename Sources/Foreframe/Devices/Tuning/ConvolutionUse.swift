import ForeframeGraphCompiler
import ForeframeTensorGraph

/// A shape that networks compute, and how often.
public struct ConvolutionUse: Hashable, Sendable {
  public var shape: ConvolutionShape
  /// Launches in a run, and different filters among them.
  public var launches: Int
  public var filters: Int
  /// Whether filters change with every run, so that they are packed or transformed in each.
  public var packsEveryRun: Bool

  public init(shape: ConvolutionShape, launches: Int, filters: Int, packsEveryRun: Bool) {
    self.shape = shape
    self.launches = launches
    self.filters = filters
    self.packsEveryRun = packsEveryRun
  }

  /// The convolutions of some programs, those with most arithmetic first. What several of them
  /// have counts as in the one that runs it most often.
  public static func all(in graphs: [Graph]) -> [ConvolutionUse] {
    var found: [ConvolutionShape: ConvolutionUse] = [:]
    for graph in graphs {
      for use in all(in: graph) {
        let known = found[use.shape]
        if known.map({ $0.launches < use.launches }) ?? true { found[use.shape] = use }
        if known?.packsEveryRun ?? false { found[use.shape]?.packsEveryRun = true }
      }
    }
    return found.values.sorted {
      let (a, b) = ($0.launches * $0.shape.multiplyAdds, $1.launches * $1.shape.multiplyAdds)
      return (b, $0.shape.description) < (a, $1.shape.description)
    }
  }

  private static func all(in graph: Graph) -> [ConvolutionUse] {
    var launches: [ConvolutionShape: Int] = [:]
    var filters: [ConvolutionShape: Set<Int>] = [:]
    for (id, node) in graph.nodes.enumerated() {
      guard let shape = ConvolutionShape(graph, id), shape.multiplyAdds > 0 else { continue }
      launches[shape, default: 0] += 1
      filters[shape, default: []].insert(node.operands[1])
    }
    return launches.map { shape, count in
      ConvolutionUse(
        shape: shape, launches: count, filters: filters[shape]?.count ?? 1,
        packsEveryRun: !graph.assignments.isEmpty)
    }
  }
}
