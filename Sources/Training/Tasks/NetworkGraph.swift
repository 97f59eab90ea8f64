import ForeframeRecurrent
import ForeframeTensorGraph

/// A graph with the parameters that it declares.
public struct NetworkGraph {
  public var graph: Graph
  public var parameters: [ParameterSpecification]

  public init(graph: Graph, parameters: [ParameterSpecification]) {
    self.graph = graph
    self.parameters = parameters
  }
}
