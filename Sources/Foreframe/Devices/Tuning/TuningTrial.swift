import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeTensorGraph

/// A shape as a small program: enough of it that memory is as far away as in a network.
///
/// Convolutions run over as many filters as the network has, one after the other; filter gradients are
/// summed over time steps, as backpropagation through time does. A large launch fills the caches alone.
struct TuningTrial {
  let shape: ConvolutionShape
  let graph: Graph
  /// Launches of the shape in a step.
  let launches: Int
  /// The share of the prologue that a launch of the network pays for.
  let prologueShare: Double

  init(_ use: ConvolutionUse) {
    let shape = use.shape
    let builder = GraphBuilder()
    let (h, w) = (shape.height, shape.width)
    let small = [
      shape.images, (h + shape.stride - 1) / shape.stride, (w + shape.stride - 1) / shape.stride,
    ]
    let (kh, kw) = (shape.kernelHeight, shape.kernelWidth)
    switch shape.kind {
    case .convolution, .adjoint:
      launches = max(1, min(use.filters, 4, Int(4e9) / shape.multiplyAdds))
      for index in 0..<launches {
        if shape.kind == .convolution {
          let x = builder.input("x\(index)", [shape.images, h, w, shape.cin])
          let filter = builder.parameter("w\(index)", [kh, kw, shape.cin, shape.cout])
          builder.output("y\(index)", x.convolved(filter, stride: shape.stride))
        } else {
          let y = builder.input("x\(index)", Shape(small + [shape.cin]))
          let filter = builder.parameter("w\(index)", [kh, kw, shape.cout, shape.cin])
          builder.output(
            "y\(index)",
            y.transposeConvolved(filter, stride: shape.stride, height: h, width: w))
        }
      }
      prologueShare =
        use.packsEveryRun ? Double(use.filters) / Double(max(use.launches, 1)) : 0
    case .filterGradient:
      launches = max(1, min(use.launches, max(2, min(8, Int(8e9) / shape.multiplyAdds))))
      let x = builder.input("x", [launches * shape.images, h, w, shape.cin])
      let dy = builder.input("dy", Shape([launches * small[0]] + small[1...] + [shape.cout]))
      let terms = (0..<launches).map { timeStep in
        x.slice(axis: 0, start: timeStep * shape.images, count: shape.images).filterGradient(
          dy.slice(axis: 0, start: timeStep * shape.images, count: shape.images),
          stride: shape.stride, height: kh, width: kw)
      }
      builder.output("y", terms.dropFirst().reduce(terms[0], +))
      prologueShare = 0
    }
    self.shape = shape
    graph = builder.graph()
  }

  /// A program of the shape computed in one way, in float32.
  func program(_ method: ConvolutionMethod, _ compileTarget: CompileTarget) -> Program {
    var compileTarget = compileTarget
    compileTarget.winograd = .wherePaying
    compileTarget.bf16 = .never
    compileTarget.choices = ConvolutionChoices([shape: method])
    return ProgramCompiler.compile(graph, for: compileTarget)
  }

  /// The program on a device, with numbers between -1 and 1 in it.
  func executor(_ program: Program, on backend: any Backend) throws -> Executor {
    let executor = try Executor(program, on: backend)
    for (name, values) in values(program) {
      if program.parameters[name] != nil {
        try executor.setParameter(name, values)
      } else {
        try executor.setInput(name, values)
      }
    }
    return executor
  }

  /// The same numbers for every way.
  ///
  /// Of the output's gradient most pixels are zero where there are many, so that a filter gradient adds
  /// up about as many terms as the errors' bounds are meant for: longer sums in float32 err more,
  /// whichever way they are computed. All pixels are gone through, in every place some count.
  func values(_ program: Program) -> [String: [Float]] {
    let bindings = program.parameters.merging(program.inputs) { first, _ in first }
    var values: [String: [Float]] = [:]
    for (index, name) in bindings.keys.sorted().enumerated() {
      guard let binding = bindings[name] else { continue }
      var random = SeededRandom(seed: 7, stream: UInt64(index))
      var numbers = (0..<binding.count).map { _ in Float(random.uniform() * 2 - 1) }
      if name == "dy" {
        let channels = binding.shape[binding.shape.rank - 1]
        let pixels = binding.count / channels
        for pixel in 0..<pixels
        where random.uniform() * Double(pixels) >= Double(Self.summedPixels) {
          for channel in 0..<channels { numbers[pixel * channels + channel] = 0 }
        }
      }
      values[name] = numbers
    }
    return values
  }

  /// Pixels that a filter gradient adds up.
  private static let summedPixels = 1024
}
