import ForeframeTensorGraph

/// What every operation means, in `Double`, one element after another: the specification that
/// both backends answer to. Short and slow on purpose.
public struct ReferenceEvaluator {
  /// A contiguous tensor of doubles.
  public struct Value: Sendable, Equatable {
    public var shape: Shape
    public var elements: [Double]

    public init(_ shape: Shape, _ elements: [Double]) {
      precondition(shape.count == elements.count, "\(elements.count) elements for \(shape)")
      self.shape = shape
      self.elements = elements
    }
  }

  /// Everything that one run produces.
  public struct Result: Sendable {
    public var outputs: [String: Value]
    /// Parameters after the run.
    public var parameters: [String: Value]
  }

  let graph: Graph

  public init(_ graph: Graph) { self.graph = graph }

  /// Evaluates the graph once. Parameters and inputs are looked up by name and must be there.
  public func run(
    parameters: [String: [Double]], inputs: [String: [Double]]
  ) -> Result {
    var values: [Value] = []
    for node in graph.nodes {
      let operands = node.operands.map { values[$0] }
      values.append(Value(node.shape, evaluate(node, operands, parameters, inputs)))
    }
    var result = Result(outputs: [:], parameters: [:])
    for output in graph.outputs { result.outputs[output.name] = values[output.node] }
    for (id, node) in graph.nodes.enumerated() {
      if case .parameter(let name) = node.op { result.parameters[name] = values[id] }
    }
    for (parameter, value) in graph.assignments {
      if case .parameter(let name) = graph.nodes[parameter].op {
        result.parameters[name] = values[value]
      }
    }
    return result
  }

  private func given(_ name: String, in values: [String: [Double]], _ kind: String) -> [Double] {
    guard let given = values[name] else { preconditionFailure("no \(kind) \(name)") }
    return given
  }

  private func evaluate(
    _ node: Graph.Node, _ operands: [Value], _ parameters: [String: [Double]],
    _ inputs: [String: [Double]]
  ) -> [Double] {
    switch node.op {
    case .parameter(let name): given(name, in: parameters, "parameter")
    case .input(let name): given(name, in: inputs, "input")
    case .constant(let value): [Double](repeating: Double(value), count: node.shape.count)
    case .literal(let values): values.map(Double.init)
    case .pointwise(let function): pointwise(function, operands, node.shape)
    case .reduce(let reduction, _): reduce(reduction, operands[0], node.shape)
    case .matmul(let left, let right): matmul(operands[0], left, operands[1], right, node.shape)
    case .convolution(let stride): convolve(operands[0], operands[1], stride, node.shape)
    case .transposedConvolution(let stride, _, _):
      transposeConvolve(operands[0], operands[1], stride, node.shape)
    case .filterGradient(let stride, _, _):
      filterGradient(operands[0], operands[1], stride, node.shape)
    case .reshape, .barrier: operands[0].elements
    case .permute(let axes):
      operands[0].elements(node.shape, axes.map { operands[0].shape.contiguousStrides[$0] })
    case .broadcast: operands[0].broadcast(to: node.shape)
    case .slice(let axis, let start, _):
      operands[0].elements(
        node.shape, operands[0].shape.contiguousStrides,
        from: start * operands[0].shape.contiguousStrides[axis])
    case .concat(let axis): concat(operands, axis, node.shape)
    case .gather: gather(operands[0], operands[1], node.shape)
    case .scatterAdd: scatterAdd(operands[0], operands[1], node.shape)
    case .warp(let border, let weights):
      warp(operands[0], operands[1], border, weights, node.shape)
    case .transposedWarp(let border, let weights):
      transposeWarp(operands[0], operands[1], border, weights, node.shape)
    case .displacementGradient(let border, let weights):
      displacementGradient(operands[0], operands[1], operands[2], border, weights)
    case .random(let distribution, let shape, let key):
      CounterRandom(seed: operands[0].elements.map { UInt32($0) }, key: UInt32(key))
        .numbers(distribution, shape.count)
    }
  }
}

extension ReferenceEvaluator.Value {
  /// The elements that a tensor of this shape reads here with these strides.
  func elements(_ shape: Shape, _ strides: [Int], from start: Int = 0) -> [Double] {
    shape.offsets(strides, from: start).map { elements[$0] }
  }

  /// The elements, repeated along the axes of size 1.
  func broadcast(to shape: Shape) -> [Double] {
    shape == self.shape ? elements : elements(shape, self.shape.stridesOfRepetition)
  }
}

extension Shape {
  /// Strides of a tensor of this shape that is read again and again along its axes of size 1.
  var stridesOfRepetition: [Int] { zip(sizes, contiguousStrides).map { $0 == 1 ? 0 : $1 } }

  /// For every element, the last axis fastest: its place in a tensor with these strides.
  func offsets(_ strides: [Int], from start: Int = 0) -> [Int] {
    zip(sizes, strides).reduce([start]) { coarser, axis in
      var finer: [Int] = []
      finer.reserveCapacity(coarser.count * axis.0)
      for offset in coarser {
        for index in 0..<axis.0 { finer.append(offset + index * axis.1) }
      }
      return finer
    }
  }
}
