import ForeframeRecurrent
import ForeframeTensorGraph

extension GoldenTable {
  /// `nn.RNN`, `nn.LSTM`, `nn.GRU`, and the two LSTM variants that PyTorch does not have.
  static let dense: [GoldenCase] =
    DenseCell.allCases.flatMap { cell in
      let one = DenseNetwork(cell, layers: 1, isBidirectional: false)
      let two = DenseNetwork(cell, layers: 2, isBidirectional: false)
      let both = DenseNetwork(cell, layers: 2, isBidirectional: true)
      return cell.isBuiltIn
        ? [
          GoldenCase("\(cell)-1-layer") { try one.fill(&$0) },
          GoldenCase("\(cell)-1-layer-initial-state") { try one.fill(&$0) },
          GoldenCase("\(cell)-2-layers") { try two.fill(&$0) },
          GoldenCase("\(cell)-2-layers-bidirectional") { try both.fill(&$0) },
        ] : [GoldenCase("\(cell)") { try one.fill(&$0) }]
    }

  /// One convolutional cell over five frames.
  static let convolutionalCells: [GoldenCase] = [
    GoldenCase("peephole-convlstm") { b in
      try b.convolutionalCell("", from: "")
      let cell = PeepholeConvLSTM(ParameterScope(b.graph), size)
      try run(RecurrentLayer(cell), &b)
    },
    GoldenCase("convgru") { b in
      try b.parameter("input.weight", "conv_x.weight", \.filter)
      try b.parameter("hidden.weight", "conv_h.weight", \.filter)
      try b.resetGateBias("bias", "hidden.new_bias", "bias_x", "bias_h", shape: [5])
      try run(RecurrentLayer(ConvGRU(ParameterScope(b.graph), size)), &b)
    },
  ]

  private static let size = ConvolutionalSize(
    inputChannels: 3, hidden: 5, inputKernel: 3, stateKernel: 3, hasBias: true)

  private static func run(_ layer: RecurrentLayer, _ b: inout GoldenBuilder) throws {
    let frames = try b.input("x", \.timeFirst).timeSteps
    let result = layer.run(frames, state: layer.zeroState(like: frames[0]))
    try b.output("output", stacked(result.outputs), \.timeFirst)
    for (name, tensor) in zip(["h_n", "c_n"], result.state) {
      try b.output(name, tensor, \.channelsLast)
    }
  }
}

/// Tensors of one shape along a new first axis.
func stacked(_ tensors: [Tensor]) -> Tensor { concat(tensors.map { $0.expanded(0) }, axis: 0) }

extension Tensor {
  /// The parts along the first axis, which goes away.
  var timeSteps: [Tensor] {
    (0..<shape[0]).map { slice(axis: 0, start: $0, count: 1).squeezed(0) }
  }
}

extension GoldenBuilder {
  /// Weights of a convolutional peephole cell; the first layer of a forecaster has no input.
  mutating func convolutionalCell(_ ours: String, from theirs: String) throws {
    if file.has("weight.\(theirs)conv_x.weight") {
      try parameter("\(ours)input.weight", "\(theirs)conv_x.weight", \.filter)
    }
    try parameter("\(ours)hidden.weight", "\(theirs)conv_h.weight", \.filter)
    try parameter("\(ours)bias", "\(theirs)bias") { $0 }
    try peepholes("\(ours)peephole", from: theirs)
  }

  /// Three rows: i, f, o.
  mutating func peepholes(_ ours: String, from theirs: String) throws {
    func rows(_ kind: String) throws -> GoldenTensor {
      .joined(
        try ["i", "f", "o"].map { gate in
          let row = try file.tensor("\(kind).\(theirs)peephole_\(gate)")
          return row.reshaped([1, row.shape[0]])
        })
    }
    try parameter(ours, rows("weight"), gradient: rows("gradient"))
  }

  /// A gated unit has two biases where the reset gate comes between: one for all three gates, and
  /// one that stays with the hidden part of the third.
  mutating func resetGateBias(
    _ ours: String, _ oursNew: String, _ input: String, _ hidden: String, shape: [Int]
  ) throws {
    let (a, b) = (try file.tensor("weight.\(input)"), try file.tensor("weight.\(hidden)"))
    let size = a.shape[0] / 3
    let sum = a + b
    try parameter(
      ours,
      .joined([sum.slice(axis: 0, 0..<(2 * size)), a.slice(axis: 0, (2 * size)..<(3 * size))]),
      gradient: try file.tensor("gradient.\(input)"))
    func last(_ tensor: GoldenTensor) -> GoldenTensor {
      tensor.slice(axis: 0, (2 * size)..<(3 * size)).reshaped(shape)
    }
    try parameter(oursNew, last(b), gradient: last(try file.tensor("gradient.\(hidden)")))
  }
}
