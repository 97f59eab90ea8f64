import ForeframeOperationTable
import ForeframeTensorGraph

/// Grows random graphs of operations that keep numbers of moderate size, for programs that nobody
/// would write by hand.
///
/// The first operations of a seed are the same whatever the size, so that a failure can be
/// narrowed down by making the graph smaller.
public struct RandomGraph {
  var numbers: SeededNumbers
  let graph = GraphBuilder()
  private var parameters: [String: [Float]] = [:]
  private var inputs: [String: [Float]] = [:]
  /// Tensors to build upon.
  var pool: [Tensor] = []
  /// Those of them that are parameters.
  private var variables: [Tensor] = []

  /// Largest number of elements of a tensor.
  static let limit = 1500

  /// A trial with `operations` random operations.
  public static func trial(seed: Int, operations: Int) -> Trial {
    var random = RandomGraph(seed)
    for _ in 0..<operations { random.grow() }
    random.finish(seed)
    var trial = Trial(
      "random graph \(seed) of \(operations)", graph: random.graph.graph(),
      parameters: random.parameters, inputs: random.inputs)
    trial.runs = 3
    return trial
  }

  private init(_ seed: Int) {
    numbers = SeededNumbers(seed)
    for _ in 0..<3 { pool.append(leaf(shape())) }
    pool.append(leaf([1, 4, 5, numbers.pick([1, 3, 8, 16])]))
  }

  // MARK: Leaves

  private mutating func shape() -> Shape {
    let rank = numbers.int(1...4)
    return Shape(
      (0..<rank).map { _ in numbers.pick([1, 2, 3, 4, 5, 6, 8, 12, 16, 17]) }.bounded(600))
  }

  mutating func leaf(_ shape: Shape) -> Tensor {
    let name = "x\(parameters.count + inputs.count)"
    let values = Formula.values(shape.count, seed: numbers.int(0...9999))
    if numbers.chance(0.35) {
      inputs[name] = values
      return graph.input(name, shape)
    }
    parameters[name] = values
    let tensor = graph.parameter(name, shape)
    variables.append(tensor)
    return tensor
  }

  /// A tensor of the pool, often a recent one.
  mutating func any() -> Tensor {
    numbers.chance(0.5)
      ? pool[pool.count - 1 - numbers.int(0...min(3, pool.count - 1))] : numbers.pick(pool)
  }

  /// A tensor of a given shape: from the pool, a leaf, a constant, or one that broadcasts to it.
  mutating func partner(_ shape: Shape) -> Tensor {
    let fitting = pool.filter { $0.shape == shape }
    if let last = fitting.last, numbers.chance(0.7) {
      return numbers.chance(0.5) ? last : numbers.pick(fitting)
    }
    var narrow = shape
    for axis in 0..<shape.rank where numbers.chance(0.3) { narrow[axis] = 1 }
    switch numbers.int(0...5) {
    case 0: return graph.constant(numbers.pick([0, 1, 0.5, -2]), shape)
    case 1: return graph.literal(Formula.values(narrow.count, seed: numbers.int(0...99)), narrow)
    case 2: return leaf(narrow)
    default: return leaf(shape)
    }
  }

  // MARK: What the host sees

  private mutating func finish(_ seed: Int) {
    for index in 0..<numbers.int(1...4) { graph.output("y\(index)", any()) }
    if numbers.chance(0.3) { graph.output("first", pool[0]) }
    let loss = (0..<2).map { _ in tanh(any()) }.map { ($0 * $0).sum() }.reduce(
      graph.constant(0, [1]), +)
    graph.output("loss", loss)
    let learned = variables.filter { _ in numbers.chance(0.6) }
    let gradients = numbers.chance(0.6) ? loss.gradients(learned) : learned.map { $0 * 0.1 }
    for (index, (parameter, gradient)) in zip(learned, gradients).enumerated() {
      switch numbers.int(0...3) {
      case 0: graph.output("d\(index)", gradient)
      case 1: graph.assign(parameter, parameter - tanh(gradient) * 0.1)
      case 2:
        // Another parameter of the shape takes its place, or a part of the pool.
        let others = (variables + pool).filter {
          $0.shape == parameter.shape && $0.id != parameter.id
        }
        if let other = others.first { graph.assign(parameter, other) }
      default: break
      }
    }
  }
}

extension [Int] {
  /// The same sizes, made smaller until their product is at most `limit`.
  fileprivate func bounded(_ limit: Int) -> [Int] {
    var sizes = self
    while sizes.reduce(1, *) > limit, let axis = sizes.indices.max(by: { sizes[$0] < sizes[$1] }) {
      sizes[axis] = (sizes[axis] + 1) / 2
    }
    return sizes
  }
}
