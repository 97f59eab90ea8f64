import ForeframeRecurrent
import ForeframeTensorGraph

/// Dense cells of the golden files, named as the files are.
enum DenseCell: String, CaseIterable, CustomStringConvertible {
  case rnn, lstm, gru
  case peepholeLSTM = "peephole-lstm"
  case coupledLSTM = "coupled-lstm"

  var description: String { rawValue }

  /// Whether PyTorch has it, with layers and directions.
  var isBuiltIn: Bool {
    switch self {
    case .rnn, .lstm, .gru: true
    case .peepholeLSTM, .coupledLSTM: false
    }
  }

  func make(_ scope: ParameterScope, inputs: Int, hidden: Int) -> any Cell {
    switch self {
    case .rnn: RNN(scope, inputs: inputs, hidden: hidden)
    case .lstm: LSTM(scope, inputs: inputs, hidden: hidden)
    case .gru: GRU(scope, inputs: inputs, hidden: hidden)
    case .peepholeLSTM: PeepholeLSTM(scope, inputs: inputs, hidden: hidden)
    case .coupledLSTM: CoupledLSTM(scope, inputs: inputs, hidden: hidden)
    }
  }
}

/// Layers of a dense cell, as `nn.LSTM` has them.
struct DenseNetwork {
  private let cell: DenseCell
  private let layers: Int
  private let isBidirectional: Bool
  private let inputs = 5
  private let hidden = 6

  init(_ cell: DenseCell, layers: Int, isBidirectional: Bool) {
    self.cell = cell
    self.layers = layers
    self.isBidirectional = isBidirectional
  }

  func fill(_ b: inout GoldenBuilder) throws {
    let scope = ParameterScope(b.graph)
    var width = inputs
    var stack: [any SequenceLayer] = []
    for level in 0..<layers {
      let forward = try layer("l\(level)", width, scope, &b)
      if isBidirectional {
        let backward = try layer("l\(level)_reverse", width, scope, &b)
        stack.append(Bidirectional(forward: forward, backward: backward))
        width = 2 * hidden
      } else {
        stack.append(forward)
        width = hidden
      }
    }
    let network = Stack(stack)
    let timeSteps = try b.input("x").timeSteps
    var state = network.zeroState(like: timeSteps[0])
    // Tensors of a state: h, or h and c.
    let kinds = Array(["h", "c"].prefix(cell == .rnn || cell == .gru ? 1 : 2))
    if b.file.has("input.h_0") {
      state = try kinds.flatMap { try b.input("\($0)_0").timeSteps }
    }
    let mask =
      b.file.has("input.lengths")
      ? SequenceMask(lengths: try b.input("lengths"), steps: timeSteps.count) : nil
    let result =
      mask.map { network.run(timeSteps, state: state, within: $0) }
      ?? network.run(timeSteps, state: state)
    try b.output("output", stacked(result.outputs))
    for (kind, name) in kinds.enumerated() {
      let finals = stride(from: kind, to: result.state.count, by: kinds.count)
      let tensors = finals.map { result.state[$0] }
      try b.output("\(name)_n", cell.isBuiltIn ? stacked(tensors) : tensors[0])
    }
  }

  private func layer(
    _ name: String, _ width: Int, _ scope: ParameterScope, _ b: inout GoldenBuilder
  ) throws -> RecurrentLayer {
    try b.parameter("\(name).input.weight", "weight_ih_\(name)", \.dense)
    try b.parameter("\(name).hidden.weight", "weight_hh_\(name)", \.dense)
    if cell == .gru {
      try b.resetGateBias(
        "\(name).input.bias", "\(name).hidden.new_bias", "bias_ih_\(name)", "bias_hh_\(name)",
        shape: [1, hidden])
    } else {
      let sum =
        try b.file.tensor("weight.bias_ih_\(name)") + b.file.tensor("weight.bias_hh_\(name)")
      try b.parameter(
        "\(name).input.bias", sum, gradient: try b.file.tensor("gradient.bias_ih_\(name)"))
    }
    if cell == .peepholeLSTM { try b.peepholes("\(name).peephole", from: "") }
    return RecurrentLayer(cell.make(scope.scope(name), inputs: width, hidden: hidden))
  }
}
