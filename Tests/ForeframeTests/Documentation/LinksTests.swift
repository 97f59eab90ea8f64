import Foreframe
import ForeframeOperationTable
import Testing

@Suite struct LinksTests {
  /// Links that point nowhere mix the state with itself, and can be learned from there.
  @Test func linksPointWhereTheyLearnTo() throws {
    let hidden = Formula.values(4 * 5 * 2, seed: 1)
    let graph = GraphBuilder()
    let pointing = graph.input("pointing", [5, 5, 2, 4])
    let links = Links(pointing: pointing, mixing: graph.input("mixing", [1, 1, 4, 2]))
    let read = links(graph.input("hidden", [1, 4, 5, 2]))
    graph.output("read", read)
    graph.output("gradient", (read * read).sum().gradients([pointing])[0])
    let found = ReferenceEvaluator(graph.graph()).run(
      parameters: [:],
      inputs: [
        "hidden": hidden.map(Double.init), "pointing": [Double](repeating: 0, count: 5 * 5 * 2 * 4),
        // Two links, each with half of every channel.
        "mixing": [0.5, 0, 0, 0.5, 0.5, 0, 0, 0.5],
      ]
    ).outputs
    #expect(found["read"]?.elements == hidden.map(Double.init))
    #expect(try #require(found["gradient"]).elements.contains { abs($0) > 0.01 })
  }
}
