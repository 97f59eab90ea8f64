import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining

extension GoldenTable {
  /// What networks of text are made of.
  static let sequences: [GoldenCase] =
    lstmVariants + lengths + encoderAttentions + parts + dense(of: activations) + crossEntropies

  private static let lstmVariants: [GoldenCase] = [
    GoldenCase("multiplicative-lstm") { b in
      func joined(_ kind: String) throws -> GoldenTensor {
        .joined([try b.file.tensor("\(kind).weight_mx"), try b.file.tensor("\(kind).weight_x")])
          .dense
      }
      try b.parameter("input.weight", joined("weight"), gradient: joined("gradient"))
      try b.parameter("input.bias", "bias") { $0 }
      try b.parameter("factor.weight", "weight_mh", \.dense)
      try b.parameter("hidden.weight", "weight_m", \.dense)
      try run(MultiplicativeLSTM(ParameterScope(b.graph), inputs: 5, hidden: 6), &b)
    },
    GoldenCase("layer-norm-lstm") { b in
      try b.parameter("input.weight", "weight_x", \.dense)
      try b.parameter("hidden.weight", "weight_h", \.dense)
      try b.parameter("bias", "bias") { $0 }
      try b.parameter("input.norm.scale", "scale_x") { $0 }
      try b.parameter("hidden.norm.scale", "scale_h") { $0 }
      try b.parameter("cell.norm.scale", "scale_c") { $0 }
      try b.parameter("cell.norm.shift", "shift_c") { $0 }
      try run(LayerNormLSTM(ParameterScope(b.graph), inputs: 5, hidden: 6), &b)
    },
  ]

  private static func run(_ cell: some Cell, _ b: inout GoldenBuilder) throws {
    let state = [try b.input("h_0"), try b.input("c_0")]
    let result = RecurrentLayer(cell).run(try b.input("x").timeSteps, state: state)
    try b.output("output", stacked(result.outputs))
    for (name, tensor) in zip(["h_n", "c_n"], result.state) { try b.output(name, tensor) }
  }

  /// Packed sequences.
  private static let lengths: [GoldenCase] = [DenseCell.lstm, .gru].flatMap { cell in
    [false, true].map { isBidirectional in
      let network = DenseNetwork(cell, layers: 2, isBidirectional: isBidirectional)
      return GoldenCase("\(cell)-lengths\(isBidirectional ? "-bidirectional" : "")") {
        try network.fill(&$0)
      }
    }
  }

  private static let encoderAttentions: [GoldenCase] = [
    GoldenCase("encoder-attention-dot") { b in try attend(DotScore(), &b) },
    GoldenCase("encoder-attention-general") { b in
      try b.parameter("key.weight", "key", \.dense)
      try attend(GeneralScore(ParameterScope(b.graph), queries: 4, states: 4), &b)
    },
    GoldenCase("encoder-attention-additive") { b in
      try b.parameter("query.weight", "query_map", \.dense)
      try b.parameter("key.weight", "key_map", \.dense)
      try b.parameter("key.bias", "key_bias") { $0 }
      try b.parameter("weight", "score") { $0 }
      try attend(AdditiveScore(ParameterScope(b.graph), queries: 4, states: 4, width: 6), &b)
    },
  ]

  private static func attend(_ score: some EncoderScore, _ b: inout GoldenBuilder) throws {
    let states = try b.input("states").timeSteps
    let mask = SequenceMask(lengths: try b.input("lengths"), steps: states.count)
    let answer = EncoderMemory(states, score: score, mask: mask)(try b.input("query"))
    try b.output("context", answer.context)
    try b.output("weights", answer.weights)
  }

  private static let parts: [GoldenCase] = [
    GoldenCase("embedding-tied") { b in
      try b.parameter("weight", "table") { $0 }
      try b.parameter("bias", "bias") { $0 }
      let embedding = Embedding(ParameterScope(b.graph), count: 7, width: 5, readsOut: true)
      let vectors = embedding(try b.input("symbols"))
      try b.output("vectors", vectors)
      try b.output("logits", embedding.logits(tanh(vectors)))
    },
    GoldenCase("self-attention") { b in
      let x = try b.input("x")
      try b.selfAttention("", from: "")
      let attention = SelfAttention(ParameterScope(b.graph), channels: 6, heads: 2)
      try b.output("output", attention(x, isCausal: true))
    },
    GoldenCase("transformer-block") { b in
      let x = try b.input("x")
      try b.selfAttention("attention.", from: "self_attn.")
      for (ours, theirs) in [("attention", "norm1"), ("network", "norm2")] {
        try b.parameter("\(ours).norm.scale", "\(theirs).weight") { $0 }
        try b.parameter("\(ours).norm.shift", "\(theirs).bias") { $0 }
      }
      for (ours, theirs) in [("network.0", "linear1"), ("network.1", "linear2")] {
        try b.parameter("\(ours).weight", "\(theirs).weight", \.dense)
        try b.parameter("\(ours).bias", "\(theirs).bias") { $0 }
      }
      let block = TransformerBlock(ParameterScope(b.graph), channels: 6, heads: 2, hidden: 8)
      try b.output("output", block(x, isCausal: true))
    },
  ]

  private static let activations: [(name: String, activation: Activation)] = [
    ("relu", .relu), ("gelu", .gelu), ("gelu-tanh", .geluTanh), ("silu", .silu),
  ]

  private static func dense(
    of activations: [(name: String, activation: Activation)]
  ) -> [GoldenCase] {
    activations.map { name, activation in
      GoldenCase("dense-\(name)") { b in
        let x = try b.input("x")
        try b.parameter("weight", "weight", \.dense)
        try b.parameter("bias", "bias") { $0 }
        let layer = Dense(
          ParameterScope(b.graph), inputs: 5, outputs: 6, activation: activation)
        try b.output("output", layer(x))
      }
    }
  }

  private static let crossEntropies: [GoldenCase] = [
    GoldenCase("loss-cross-entropy") { b in
      try b.loss(crossEntropy(try b.input("logits"), labels: try b.input("labels")))
    },
    GoldenCase("loss-cross-entropy-smoothed") { b in
      let smoothing = Float(try b.file.number("smoothing"))
      try b.loss(
        crossEntropy(
          try b.input("logits"), labels: try b.input("labels"), smoothing: smoothing,
          ignored: -1))
    },
  ]
}

extension GoldenBuilder {
  fileprivate mutating func selfAttention(_ ours: String, from theirs: String) throws {
    try parameter("\(ours)input.weight", "\(theirs)in_proj_weight", \.dense)
    try parameter("\(ours)input.bias", "\(theirs)in_proj_bias") { $0 }
    try parameter("\(ours)output.weight", "\(theirs)out_proj.weight", \.dense)
    try parameter("\(ours)output.bias", "\(theirs)out_proj.bias") { $0 }
  }
}
