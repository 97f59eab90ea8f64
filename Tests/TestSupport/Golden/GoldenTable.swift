import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining

/// Every golden file of a network or a function as a test case.
public enum GoldenTable {
  public static let cases: [GoldenCase] =
    convolutions + transposedConvolutions + dense + convolutionalCells + models + functions + losses
    + imageLosses + warps + sequences

  /// Those that OpenCL devices run. Their kernels are held to the evaluator, and the networks to PyTorch on
  /// the processor; in `make test` every fifth file shows that both meet here, too.
  public static let casesOnDevices = TestExtent.rows(
    cases + GoldenTraining.cases, usuallyEvery: 5)

  private static let convolutions = [
    "k1-s1-c3-17", "k1-s2-c5-3", "k3-s1-c1-3", "k3-s1-c17-17", "k3-s2-c17-3", "k3-s2-c3-5",
    "k5-s1-c1-1", "k5-s1-c3-17", "k5-s2-c1-17",
  ].map { sizes in
    GoldenCase("conv2d-\(sizes)") { b in
      let x = try b.input("x", \.channelsLast)
      let weight = try b.parameter("weight", "weight", \.filter)
      let bias = try b.parameter("bias", "bias") { $0.reshaped([1, 1, 1, $0.shape[0]]) }
      let stride = Int(try b.file.number("stride"))
      let y = x.convolved(weight, stride: stride) + bias
      try b.output("output", y, \.channelsLast)
    }
  }

  private static let transposedConvolutions = ["k3-s2-c1-1", "k3-s2-c5-3", "k5-s2-c17-4"].map {
    sizes in
    GoldenCase("conv-transpose2d-\(sizes)") { b in
      let x = try b.input("x", \.channelsLast)
      let weight = try b.parameter("weight", "weight", \.filter)
      let bias = try b.parameter("bias", "bias") { $0.reshaped([1, 1, 1, $0.shape[0]]) }
      let y = x.transposeConvolved(
        weight, stride: 2, height: x.shape[1] * 2, width: x.shape[2] * 2)
      try b.output("output", y + bias, \.channelsLast)
    }
  }

  private static let functions: [GoldenCase] =
    [1, 3].map { groups in
      GoldenCase("group-norm-\(groups)") { b in
        let x = try b.input("x", \.channelsLast)
        try b.affine()
        let norm = GroupNormalisation(
          ParameterScope(b.graph), channels: x.shape[3], groups: groups,
          epsilon: Float(try b.file.number("epsilon")))
        try b.output("output", norm(x), \.channelsLast)
      }
    } + [
      GoldenCase("layer-norm") { b in
        let x = try b.input("x")
        try b.affine()
        let norm = LayerNormalisation(
          ParameterScope(b.graph), channels: x.shape[2],
          epsilon: Float(try b.file.number("epsilon")))
        try b.output("output", norm(x))
      }
    ]
    + [false, true].map { isCausal in
      GoldenCase(isCausal ? "attention-causal" : "attention") { b in
        let (query, key, value) = (try b.input("query"), try b.input("key"), try b.input("value"))
        try b.output(
          "output", attention(query: query, key: key, value: value, isCausal: isCausal))
      }
    }

  private static let losses: [GoldenCase] = [
    ("loss-mse", Loss.meanSquared), ("loss-l1", .meanAbsolute), ("loss-huber", .huber(delta: 1)),
    ("loss-huber-delta-0.3", .huber(delta: 0.3)), ("loss-bce-with-logits", .binaryCrossEntropy),
  ].map { name, loss in
    GoldenCase(name) { b in
      let (prediction, target) = (try b.input("prediction"), try b.input("target"))
      try b.loss(loss(prediction, target, weight: nil))
    }
  }
}

extension GoldenTable {
  private static let warps: [GoldenCase] = [
    ("zeros", 1, WarpBorder.zeros), ("zeros", 2, .zeros), ("border", 2, .nearest),
  ].map { name, fields, border in
    GoldenCase("warp-\(name)-\(fields)") { b in
      let x = try b.input("x", \.channelsLast)
      let by = try b.input("displacement", \.channelsLast)
      try b.output("output", x.warped(by: by, border: border), \.channelsLast)
    }
  }
}

extension GoldenBuilder {
  fileprivate mutating func affine() throws {
    try parameter("scale", "weight") { $0 }
    try parameter("shift", "bias") { $0 }
  }
}
