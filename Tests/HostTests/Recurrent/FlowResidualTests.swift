import ForeframeGraphCompiler
import ForeframeMotion
import ForeframeOperationTable
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining
import Testing

/// The network that starts from the damped forecast.
@Suite struct FlowResidualTests {
  private static let layer = ConvolutionalNetwork.Layer(
    channels: 3, inputKernel: 3, stateKernel: 3)

  private static func network(_ channels: Int = 1) -> FlowResidualDescription {
    FlowResidualDescription(layers: [layer, layer], channels: channels, features: 5, details: 3)
  }

  /// Numbers for a guide: motion of some pixels, a mask with holes, a forecast within the range.
  private static func values(_ name: String, _ count: Int) -> [Double] {
    let values = Formula.values(count, seed: name.utf8.count, in: 0...1).map(Double.init)
    return switch name {
    case "guide.field": values.map { 4 * $0 - 1.7 }
    case "guide.mask": values.map { $0 > 0.2 ? 1 : 0 }
    case "guide.forecast", "frames": values.map { 0.3 + 0.4 * $0 }
    case "guide.conditions": values.map { 0.1 + 0.1 * $0 }
    default: values
    }
  }

  /// Sides that are no multiples of 4, small ones, colour: without training the forecast is the one that
  /// it is given, and with other weights it is not.
  @Test(arguments: [(13, 10, 1), (8, 12, 3), (1, 1, 1), (3, 5, 2), (4, 4, 1)])
  func withoutTrainingItIsTheForecastThatItIsGiven(
    height: Int, width: Int, channels: Int
  ) throws {
    let shape = SequenceShape(inputs: 3, horizon: 4, batch: 2, height: height, width: width)
    let network = Self.network(channels).forecastGraph(shape)
    var inputs: [String: [Double]] = [:]
    for node in network.graph.nodes {
      if case .input(let name) = node.op { inputs[name] = Self.values(name, node.shape.count) }
    }
    var parameters: [String: [Double]] = [:]
    for (index, one) in network.parameters.enumerated() {
      parameters[one.name] = one.initialiser.values(one.shape, seed: 1, stream: UInt64(index))
        .map(Double.init)
    }
    let evaluator = ReferenceEvaluator(network.graph)
    let given = try #require(inputs["guide.forecast"])
    let first = evaluator.run(parameters: parameters, inputs: inputs).outputs["forecast"]
    #expect(first?.elements == given)
    parameters["head.last.bias"] = parameters["head.last.bias"]?.map { _ in 0.3 }
    let second = try #require(
      evaluator.run(parameters: parameters, inputs: inputs).outputs["forecast"]
    ).elements
    #expect(second != given)
    // Where a pixel is not observed it stays what was given.
    let mask = try #require(inputs["guide.mask"])
    for place in second.indices where mask[place / channels % mask.count] == 0 {
      #expect(second[place] == given[place])
    }
  }

  /// Backpropagation through warps, recurrence, gates and residual.
  @Test func gradientsAgreeWithCentralDifferences() {
    let row = OperationCase("flow-residual", range: -0.4...0.4) { b in
      let frames = b.input([2, 1, 5, 6, 1], in: 0.3...0.7)
      let network = FlowResidualDescription(layers: [Self.layer], features: 4, details: 3)
      let model = b.network { network.makeModel($0) }
      func fixed(_ name: String, _ shape: Shape) -> Tensor {
        b.fixedInput(shape, Self.values(name, shape.count).map { Float($0) })
      }
      let guide = MotionGuide(
        field: fixed("guide.field", [1, 5, 6, 2]), mask: fixed("guide.mask", [1, 5, 6, 1]),
        forecast: fixed("guide.forecast", [2, 1, 5, 6, 1]),
        conditions: fixed("guide.conditions", [1, MotionCondition.count]))
      // The corrections alone: what does not change would drown the differences in rounding.
      return model.guidedForecast(
        (0..<2).map { frames.slice(axis: 0, start: $0, count: 1).squeezed(0) }, horizon: 2,
        guide: guide, dropoutSeed: nil, checkpointing: .kept
      ).values.enumerated().map {
        $1 - guide.forecast.slice(axis: 0, start: $0, count: 1).squeezed(0)
      }
    }
    let deviation = row.gradientDeviation(floor: 1e-3)
    #expect(deviation.largest <= 1e-6, "\(deviation)")
  }

  /// The graph carries images along a field as `Motion` does.
  @Test func displacementsAreThoseOfMotion() throws {
    let (height, width, leads) = (9, 11, 4)
    let numbers = Formula.values(height * width * 2, seed: 3, in: -1.5...2.5)
    let field = DisplacementField(
      x: Plane(
        height: height, width: width,
        values: stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }
      ),
      y: Plane(
        height: height, width: width,
        values: stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
      ))
    let expected = Advection.displacements(of: field, leads: leads)
    let builder = GraphBuilder()
    let guide = MotionGuide(
      field: builder.input("field", [1, height, width, 2]),
      mask: builder.constant(1, [1, height, width, 1]),
      forecast: builder.constant(0, [1, 1, height, width, 1]),
      conditions: builder.constant(1, [1, MotionCondition.count]))
    for (index, tensor) in guide.displacements(leads).enumerated() {
      builder.output("d\(index)", tensor)
    }
    let outputs = ReferenceEvaluator(builder.graph())
      .run(parameters: [:], inputs: ["field": numbers.map(Double.init)]).outputs
    for index in 0..<leads {
      let found = try #require(outputs["d\(index)"]).elements
      for place in 0..<height * width {
        #expect(abs(found[2 * place] - Double(expected[index].x.values[place])) < 1e-4)
        #expect(abs(found[2 * place + 1] - Double(expected[index].y.values[place])) < 1e-4)
      }
    }
  }

  /// A change of brightness and contrast changes the forecast alike.
  @Test func contrastDoesNotMatter() throws {
    let shape = SequenceShape(inputs: 2, horizon: 2, batch: 1, height: 8, width: 8)
    let network = Self.network().forecastGraph(shape)
    var parameters: [String: [Double]] = [:]
    for (index, one) in network.parameters.enumerated() {
      // Small corrections, which stay within the range of samples.
      let most: Float = one.name.hasPrefix("head.last") ? 0.05 : 0.2
      parameters[one.name] = Formula.values(one.shape.count, seed: index, in: -most...most)
        .map(Double.init)
    }
    func forecast(factor: Double, shift: Double) throws -> [Double] {
      var inputs: [String: [Double]] = [:]
      for node in network.graph.nodes {
        guard case .input(let name) = node.op else { continue }
        let values = Self.values(name, node.shape.count)
        inputs[name] =
          name == "frames" || name == "guide.forecast"
          ? values.map { $0 * factor + shift } : values
      }
      var conditions = try #require(inputs["guide.conditions"])
      conditions[MotionCondition.level.rawValue] = 0.5 * factor + shift
      conditions[MotionCondition.contrast.rawValue] = 0.1 * factor
      inputs["guide.conditions"] = conditions
      let outputs = ReferenceEvaluator(network.graph).run(parameters: parameters, inputs: inputs)
      return try #require(outputs.outputs["forecast"]).elements
    }
    let plain = try forecast(factor: 1, shift: 0)
    let changed = try forecast(factor: 0.5, shift: 0.1)
    for (a, b) in zip(plain, changed) { #expect(abs(a * 0.5 + 0.1 - b) < 1e-9) }
  }
}
