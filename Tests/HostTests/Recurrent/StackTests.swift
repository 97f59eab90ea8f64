import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import TestSupport
import ForeframeTraining
import Testing

/// The one loop over layers and time steps.
@Suite struct StackTests {
  private static let steps = 4

  /// Largest difference between two ways to compute the same tensors of one graph.
  private func deviation(
    _ build: (GraphBuilder, ParameterScope) -> (first: [Tensor], second: [Tensor])
  ) throws -> Double {
    let builder = GraphBuilder()
    let (first, second) = build(builder, ParameterScope(builder))
    #expect(first.map(\.shape) == second.map(\.shape))
    for (index, tensor) in first.enumerated() { builder.output("first.\(index)", tensor) }
    for (index, tensor) in second.enumerated() { builder.output("second.\(index)", tensor) }
    let graph = builder.graph()
    var parameters: [String: [Double]] = [:]
    var inputs: [String: [Double]] = [:]
    for (index, node) in graph.nodes.enumerated() {
      let values = (0..<node.shape.count).map { Double(($0 * 7 + index * 3) % 13) / 13 - 0.45 }
      if case .parameter(let name) = node.op { parameters[name] = values }
      if case .input(let name) = node.op { inputs[name] = values }
    }
    let result = ReferenceEvaluator(graph).run(parameters: parameters, inputs: inputs)
    var largest = 0.0
    for index in first.indices {
      let one = try #require(result.outputs["first.\(index)"]).elements
      let other = try #require(result.outputs["second.\(index)"]).elements
      #expect(one.contains { abs($0) > 1e-3 }, "output \(index) is nothing but zeros")
      largest = max(largest, zip(one, other).map { abs($0 - $1) }.max() ?? 0)
    }
    return largest
  }

  private func inputs(_ builder: GraphBuilder, _ shape: Shape) -> [Tensor] {
    (0..<Self.steps).map { builder.input("x.\($0)", shape) }
  }

  /// A plain stack gives the same numbers layer by layer and time step by time step.
  @Test(arguments: ConvolutionalCellKind.allCases)
  func ordersAgree(cell: ConvolutionalCellKind) throws {
    let largest = try deviation { builder, scope in
      let layers = [3, 5].enumerated().map { index, inputs in
        RecurrentLayer(
          cell.type.init(
            scope.scope("\(index)"),
            ConvolutionalSize(
              inputChannels: inputs, hidden: 5, inputKernel: 3, stateKernel: 3, hasBias: true)))
      }
      let inputs = inputs(builder, [2, 4, 3, 3])
      let results = [Stack.Order.layersFirst, .timeFirst].map { order in
        let stack = Stack(layers, order: order)
        let result = stack.run(inputs, state: stack.zeroState(like: inputs[0]))
        return result.outputs + result.state
      }
      return (results[0], results[1])
    }
    #expect(largest <= 1e-12)
  }

  /// So does one that runs from its state alone.
  @Test func ordersAgreeWithoutInput() throws {
    let largest = try deviation { builder, scope in
      let layers = [0, 4].enumerated().map { index, inputs in
        RecurrentLayer(
          ConvGRU(
            scope.scope("\(index)"),
            ConvolutionalSize(
              inputChannels: inputs, hidden: 4, inputKernel: 3, stateKernel: 3, hasBias: true)))
      }
      let state = (0..<2).map { builder.input("h.\($0)", [1, 3, 3, 4]) }
      let results = [Stack.Order.layersFirst, .timeFirst].map { order in
        let result = Stack(layers, order: order)
          .runEveryLayer(.nothing(steps: Self.steps), state: state)
        return result.outputs.flatMap { $0 } + result.state
      }
      return (results[0], results[1])
    }
    #expect(largest <= 1e-12)
  }

  /// In zigzag order the memory that the top layer leaves at one time step is what the bottom layer
  /// reads at the next.
  @Test func zigzagFollowsTheEquations() throws {
    let largest = try deviation { builder, scope in
      let cells = [3, 4].enumerated().map { index, inputs in
        ZigzagCell(scope.scope("\(index)"), inputs: inputs, hidden: 4)
      }
      let inputs = inputs(builder, [2, 3])
      let stack = Stack(cells.map { RecurrentLayer($0) }, order: .zigzag)
      let zeros = stack.zeroState(like: inputs[0])
      #expect(zeros.count == 3 && stack.stateCount == 3)
      let result = stack.run(inputs, state: zeros)

      var hidden = [zeros[0], zeros[1]]
      var memory = zeros[2]
      let outputs = inputs.map { input in
        var below = input
        for (index, cell) in cells.enumerated() {
          let after = cell.step(cell.project(below), .init([hidden[index], memory]))
          hidden[index] = after.h
          memory = after.m
          below = after.h
        }
        return below
      }
      return (result.outputs + result.state, outputs + hidden + [memory])
    }
    #expect(largest <= 1e-12)
  }

  /// The memory is really shared: without sharing the numbers are others.
  @Test func zigzagIsNotTimeFirst() throws {
    let largest = try deviation { builder, scope in
      let layers = [3, 4].enumerated().map { index, inputs in
        RecurrentLayer(ZigzagCell(scope.scope("\(index)"), inputs: inputs, hidden: 4))
      }
      let inputs = inputs(builder, [2, 3])
      let results = [Stack.Order.zigzag, .timeFirst].map { order in
        let stack = Stack(layers, order: order)
        return stack.run(inputs, state: stack.zeroState(like: inputs[0])).outputs
      }
      return (results[0], results[1])
    }
    #expect(largest > 1e-3)
  }

  /// Tensors of a state may have different shapes; the readout and a kept state see them as they are.
  @Test func statesOfTwoShapes() throws {
    var network = PooledNetwork()
    let shape = SequenceShape(inputs: 3, horizon: 2, batch: 2, height: 4, width: 6)
    let graph = network.forecastGraph(shape, keepsState: true).graph
    let states = graph.outputs.filter { $0.name.hasPrefix("state.") }
      .map { graph.nodes[$0.node].shape }
    #expect(states == [[2, 2, 3, 4], [2, 1, 1, 4], [2, 2, 3, 4], [2, 1, 1, 4]])

    let largest = try deviation { builder, scope in
      let inputs = inputs(builder, [2, 2, 3, 4])
      let results = [Stack.Order.layersFirst, .timeFirst].map { order in
        network.order = order
        let model = network.makeModel(scope)
        let forecast = model.forecast(
          inputs, horizon: 3, state: model.zeroState(like: inputs[0]), sampling: nil,
          dropoutSeed: nil, checkpointing: .kept)
        return forecast.values + forecast.observedState
      }
      return (results[0], results[1])
    }
    #expect(largest <= 1e-12)
  }
}

/// A small cell with a memory that zigzags through the layers, as in PredRNN.
///
///     h' = tanh(Wx x + b + Wh h + Wm m)        m' = (m + h') / 2
private struct ZigzagCell: Cell {
  struct State: RecurrentState {
    var h: Tensor
    var m: Tensor

    init(_ tensors: [Tensor]) { (h, m) = (tensors[0], tensors[1]) }
    var hidden: Tensor { h }
    var tensors: [Tensor] { [h, m] }
    static var names: [String] { ["h", "m"] }
  }

  let hiddenSize: Int
  let input: Linear
  let hidden: Linear
  let memory: Linear

  init(_ scope: ParameterScope, inputs: Int, hidden size: Int) {
    hiddenSize = size
    input = Linear(scope.scope("input"), inputs: inputs, outputs: size, bias: .zeros)
    hidden = Linear(scope.scope("hidden"), inputs: size, outputs: size, bias: nil)
    memory = Linear(scope.scope("memory"), inputs: size, outputs: size, bias: nil)
  }

  func project(_ x: Tensor) -> Tensor { input(x) }
  func projectNothing() -> Tensor { input.projectNothing() }

  func step(_ a: Tensor, _ s: State) -> State {
    let h = tanh(a + hidden(s.h) + memory(s.m))
    return State([h, (s.m + h) * 0.5])
  }
}
